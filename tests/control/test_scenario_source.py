"""`GET /__admin/scenarios/{name}/source`, and the origin of each scenario in the list."""

from pathlib import Path
from typing import Any

import pytest

from mockserver.scenarios.shipped import shipped_folder
from tests.api_client import AppClient

SENT = "# mine\nversion: 1\nname: sent  # as it was sent: ä\nattempts: [{fails: busy}]\n"
WRITTEN = "version: 1\nname: sent\nattempts:\n- fails: busy\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "mine.yaml"
    file.write_text(f"# $schema=x\n{SENT.replace('sent', 'first')}---\n{SENT.replace('sent', 'second')}")
    return file


def source(client: AppClient, name: str) -> str:
    reply = client.get(f"/__admin/scenarios/{name}/source")
    assert reply.status == 200, reply.json
    assert reply.headers["content-type"] == "text/yaml; charset=utf-8"
    return reply.body.decode()


def origins(client: AppClient) -> dict[str, Any]:
    return {row["name"]: row["origin"] for row in client.get("/__admin/scenarios").json["scenarios"]}


def test_each_origin_has_its_text(file: Path) -> None:
    with AppClient(scenarios=(file,)) as client:
        assert client.post("/__admin/scenarios", SENT).json["scenarios"][0]["origin"] == "request"
        assert source(client, "sent") == SENT
        assert source(client, "first") == f"# $schema=x\n{SENT.replace('sent', 'first')}"
        assert source(client, "second") == SENT.replace("sent", "second")
        assert source(client, "busy") == next(shipped_folder().glob("*/busy.yaml")).read_text("utf-8")
        assert source(client, "magic-1111").startswith("version: 1\nname: magic-1111\n")
        found = origins(client)
        assert [found[name] for name in ("busy", "first", "second", "sent")] == ["shipped", "file", "file", "request"]
        assert client.get("/__admin/scenarios/sent").json["origin"] == "request"


def test_a_text_can_be_edited_and_sent_again() -> None:
    with AppClient() as client:
        text = source(client, "busy").replace("name: busy", "name: mine")
        assert client.post("/__admin/scenarios", text).status == 201
        assert source(client, "mine") == text
        client.post("/__admin/scenarios", text.replace("# yaml", "# YAML"))
        assert source(client, "mine") == text.replace("# yaml", "# YAML")


def test_a_shipped_scenario_that_was_replaced_has_the_new_text() -> None:
    with AppClient() as client:
        client.post("/__admin/scenarios", SENT.replace("sent", "busy"))
        assert source(client, "busy") == SENT.replace("sent", "busy")
        assert origins(client)["busy"] == "request"
        assert "The line is busy" in client.get("/__admin/scenarios/busy/source", x_mockserver_world="b").body.decode()


def test_the_text_stays_with_a_reset_and_not_with_a_snapshot() -> None:
    with AppClient() as client:
        client.post("/__admin/scenarios", SENT)
        client.post("/__admin/reset", {"keep": ["scenarios"]})
        assert source(client, "sent") == SENT
        client.put("/__admin/snapshot", client.get("/__admin/snapshot").json)
        assert source(client, "sent") == WRITTEN
        assert origins(client)["sent"] == "request"


def test_an_unknown_scenario_is_not_found() -> None:
    with AppClient() as client:
        reply = client.get("/__admin/scenarios/bsuy/source")
    assert (reply.status, "Did you mean 'busy'" in reply.error["message"]) == (404, True)
