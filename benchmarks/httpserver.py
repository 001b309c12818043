"""pytest-httpserver as a server of its own, run by the Python in which the peers are installed.

It needs nothing of this repository but the text that the reference answers with.
"""

import json
import sys
import threading

sys.path.insert(0, str(__import__("pathlib").Path(__file__).parents[1]))


def main(port: int) -> None:
    """Serve until terminated."""
    from pytest_httpserver import HTTPServer

    from benchmarks.peers import ANSWER

    server = HTTPServer(port=port)
    for method, path, status in (("POST", "/calls", 201), ("GET", "/calls/c0", 200)):
        server.expect_request(path, method=method, headers={"authorization": "Bearer key"}).respond_with_data(
            json.dumps(ANSWER), status=status, content_type="application/json"
        )
    server.start()
    threading.Event().wait()


if __name__ == "__main__":
    main(int(sys.argv[1]))
