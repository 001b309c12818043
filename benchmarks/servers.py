"""The two servers that every run starts: the reference, and `mockserver serve` as a user starts it."""

from benchmarks.clients import MONDAY, REFERENCE, bare_client
from benchmarks.processes import Process, Recipe, mockserver, python

HEALTH = b"GET /__admin/health HTTP/1.1\r\nhost: localhost\r\n\r\n"
OURS = "mockserver"


def reference() -> Recipe:
    """The bare application on uvicorn."""
    return Recipe(REFERENCE, python("-m", "benchmarks.reference", "{port}"), bare_client().create)


def ours(*options: str) -> Recipe:
    """`mockserver serve`, with its defaults but for the options and the day."""
    return Recipe(OURS, mockserver("serve", "--port", "{port}", "--now", MONDAY.isoformat(), *options), HEALTH)


def admin(process: Process, method: str, path: str, body: str = "", world: str = "default") -> bytes:
    """A request to the control API of ours; the whole answer."""
    from benchmarks.load import once

    head = f"{method} /__admin{path} HTTP/1.1\r\nhost: localhost\r\nx-mockserver-world: {world}\r\n"
    head += "content-type: application/json\r\n"
    answer = once(process.port, f"{head}content-length: {len(body)}\r\n\r\n{body}".encode())
    assert answer[9:10] == b"2", answer[:500]
    return answer
