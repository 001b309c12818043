"""Other mock servers, for comparison: installed into `.bench/` by `--peers`, found there, and told of if not.

Servers come from npm (WireMock needs Java), libraries from PyPI. The servers answer as the reference does, from
fixed stubs: without a state, which flatters them.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks.clients import bare_client
from benchmarks.processes import OWN, ROOT, Recipe
from benchmarks.reference import TEXT
from benchmarks.tables import Table

NODE = OWN / "node"
VENV = OWN / "venv"
PYTHON = VENV / "bin" / "python"
SERVERS = ("wiremock", "mountebank", "@mockoon/cli", "mockttp")
LIBRARIES = ("pytest", "pytest-httpserver", "responses", "respx", "pytest-httpx", "requests", "httpx")
INSTALLING = 300  #: seconds, at most, for each of the two installers
ANSWER = {"agent_id": "agent_abc123", "phone_number": "+12125550142", "id": "c0", "status": "queued", "text": TEXT}
PORT = 65_000  #: stands for the port in a file where that must be a number
MODULES = NODE / "node_modules"
MOCKTTP = f"""
const server = require({str(MODULES / "mockttp")!r}).getLocal({{recordTraffic: false}});
const answer = JSON.stringify({json.dumps(ANSWER)});
const headers = {{"content-type": "application/json"}};
server.start({{port}}).then(async () => {{
  await server.forPost("/calls").always().thenReply(201, answer, headers);
  await server.forGet("/calls/c0").always().thenReply(200, answer, headers);
}});
"""


def install() -> None:
    """Install what can be; what cannot is told by `missing`."""
    OWN.mkdir(exist_ok=True)
    if shutil.which("npm"):
        NODE.mkdir(exist_ok=True)
        _try("npm", "install", "--prefix", str(NODE), "--no-audit", "--no-fund", "--silent", *SERVERS)
    if _try(sys.executable, "-m", "venv", str(VENV)):
        pip = (str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        _try(*pip, "--editable", str(ROOT), *LIBRARIES)


def _try(*command: str) -> bool:
    try:
        done = subprocess.run(command, cwd=OWN, check=False, timeout=INSTALLING, capture_output=True, text=True)
    except (OSError, subprocess.TimeoutExpired) as error:
        print(f"{command[0]}: {error}", file=sys.stderr)
        return False
    if done.returncode:
        print(f"{' '.join(command[:3])}: {done.stderr[-500:]}", file=sys.stderr)
    return done.returncode == 0


def tables() -> Iterable[Table]:
    """What is there and what is not."""
    rows = [(name, version or "not found") for name, version in _versions()]
    note = "What is not found is left out; `./scripts/bench --peers` installs what it can (npm needs node)."
    yield Table("Peers", ("peer", "version"), rows, note)


def _versions() -> Iterator[tuple[str, str]]:
    for name in SERVERS:
        package = MODULES / name / "package.json"
        yield name, json.loads(package.read_text())["version"] if package.exists() else ""
    for name in LIBRARIES:
        yield name, version_of(name)


def version_of(library: str) -> str:
    if not PYTHON.exists():
        return ""
    script = "import sys, importlib.metadata as m; print(m.version(sys.argv[1]))"
    done = subprocess.run([PYTHON, "-c", script, library], check=False, capture_output=True, text=True)
    return done.stdout.strip()


# -- how the servers are started -------------------------------------------------------------------


def recipes() -> Iterator[Recipe]:
    """The servers that are installed."""
    node, java = shutil.which("node"), shutil.which("java")
    ready = bare_client().read("c0")
    jars = sorted((MODULES / "wiremock" / "build").glob("*.jar"))
    if java and jars:
        for name, options in (("WireMock", ()), ("WireMock, no journal", ("--no-request-journal",))):
            yield Recipe(name, _wiremock(java, jars[0], options), ready, _mappings())
    if node and (MODULES / "mountebank").exists():
        yield Recipe(
            "mountebank",
            _mountebank(node),
            ready,
            {"imposters.json": json.dumps(_imposters()).replace(str(PORT), "{port}")},
        )
    if node and (MODULES / "@mockoon").exists():
        yield Recipe("Mockoon", _mockoon(node), ready, {"mockoon.json": json.dumps(_environment())})
    if node and (MODULES / "mockttp").exists():
        yield Recipe("mockttp", (node, "mockttp.js"), ready, {"mockttp.js": MOCKTTP})
    if version_of("pytest-httpserver"):
        script = str(Path(__file__).with_name("httpserver.py"))
        yield Recipe("pytest-httpserver", (str(PYTHON), script, "{port}"), ready)


def _wiremock(java: str, jar: Path, options: Sequence[str]) -> list[str]:
    return [java, "-jar", str(jar), "--port", "{port}", "--root-dir", "wiremock", "--disable-banner", *options]


def _mappings() -> dict[str, str]:
    headers = {"content-type": "application/json"}
    stubs = {"create": ("POST", "/calls", 201), "read": ("GET", "/calls/c0", 200)}
    return {
        f"wiremock/mappings/{name}.json": json.dumps(
            {
                "request": {"method": method, "url": path, "headers": {"authorization": {"equalTo": "Bearer key"}}},
                "response": {"status": status, "headers": headers, "body": json.dumps(ANSWER)},
            }
        )
        for name, (method, path, status) in stubs.items()
    }


def _mountebank(node: str) -> list[str]:
    mb = str(MODULES / "mountebank" / "bin" / "mb")
    return [
        node,
        mb,
        "start",
        "--configfile",
        "imposters.json",
        "--port",
        "{spare}",
        "--loglevel",
        "error",
        "--nologfile",
    ]


def _imposters() -> dict[str, object]:
    def stub(method: str, path: str, status: int) -> dict[str, object]:
        asked = {"equals": {"method": method, "path": path, "headers": {"authorization": "Bearer key"}}}
        headers = {"content-type": "application/json", "connection": "keep-alive"}
        answer = {"is": {"statusCode": status, "headers": headers, "body": json.dumps(ANSWER)}}
        return {"predicates": [asked], "responses": [answer]}

    stubs = [stub("POST", "/calls", 201), stub("GET", "/calls/c0", 200)]
    return {"imposters": [{"protocol": "http", "port": PORT, "recordRequests": False, "stubs": stubs}]}


def _mockoon(node: str) -> list[str]:
    program = str(MODULES / "@mockoon" / "cli" / "bin" / "run.js")
    return [node, program, "start", "--data", "mockoon.json", "--port", "{port}", "--disable-log-to-file"]


def _environment() -> dict[str, object]:
    def route(method: str, path: str, status: int) -> dict[str, object]:
        headers = [{"key": "content-type", "value": "application/json"}]
        answer = {"uuid": f"a-{method}", "statusCode": status, "headers": headers, "body": json.dumps(ANSWER)}
        return {"uuid": method, "type": "http", "method": method, "endpoint": path, "responses": [answer]}

    routes = [route("post", "calls", 201), route("get", "calls/c0", 200)]
    order = [{"type": "route", "uuid": item["uuid"]} for item in routes]
    return {"uuid": "e", "lastMigration": 33, "name": "bench", "port": 0, "routes": routes, "rootChildren": order}
