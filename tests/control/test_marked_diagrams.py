"""`GET /__admin/scenarios/{name}/diagram.svg?call=ID`: the picture with the state of a call, and in one theme."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator

import pytest

from tests.api_client import AppClient

TWICE = "/__admin/scenarios/busy-twice-then-human/diagram.svg"


@pytest.fixture
def client() -> Iterator[AppClient]:
    with AppClient() as client:
        yield client


def marks(client: AppClient, path: str) -> tuple[list[str], list[str], str]:
    """Return the nodes with class `here`, those with class `been`, and the description."""
    reply = client.get(path)
    assert reply.status == 200, reply.json
    picture = ET.fromstring(reply.body)
    groups = [group for group in picture.iter() if group.get("data-name")]
    nodes = {group.get("data-name", ""): (group.get("class") or "").split() for group in groups}
    here, been = ([name for name, classes in nodes.items() if word in classes] for word in ("here", "been"))
    return here, been, picture.findtext("{http://www.w3.org/2000/svg}desc") or ""


def test_the_state_of_a_call_moves_through_the_picture(client: AppClient) -> None:
    call = client.place_revox_call("+12125550142", x_mockserver_scenario="busy-twice-then-human")
    here, been, text = marks(client, f"{TWICE}?call={call}")
    assert (here, been, text.startswith("The call is now at the start.")) == (["start"], [], True)
    client.advance("4s")
    here, been, text = marks(client, f"{TWICE}?call={call}")
    assert (here, been) == (["s2"], ["start", "s1"])
    assert text.startswith("The call is now at ringing.")
    client.advance("1m")
    here, been, text = marks(client, f"{TWICE}?call={call}")
    assert (here, been, "The call is now" in text) == ([], ["start", "s1", "s2"], False)
    client.settle()
    here, been, text = marks(client, f"{TWICE}?call={call}")
    assert (here, text.startswith("The call is now at the end.")) == (["s5-end"], True)
    assert been == ["start", "s1", "s2", "s3", "s4", "s5"]


def place(client: AppClient, scenario: str, seconds: float) -> tuple[str, str]:
    """Place a call and advance; return its path, and that of the picture with its state."""
    call = client.place_revox_call("+12125550142", x_mockserver_scenario=scenario)
    client.advance(seconds)
    return f"/__admin/calls/{call}", f"/__admin/scenarios/{scenario}/diagram.svg?call={call}"


@pytest.mark.parametrize(
    ("body", "here"), [({"reason": "silence", "by": "system"}, []), ({"reason": "hang_up", "by": "user"}, ["s3-end"])]
)
def test_a_call_that_is_hung_up_by_hand_has_the_end_only_if_it_is_drawn(
    client: AppClient, body: object, here: list[str]
) -> None:
    call, picture = place(client, "answered", 8)
    assert marks(client, picture)[:2] == (["s3"], ["start", "s1", "s2"])
    assert client.post(f"{call}/hangup", body).status == 200
    client.settle()
    assert marks(client, picture)[:2] == (here, ["start", "s1", "s2", "s3"])


@pytest.mark.parametrize(("by", "here"), [("human", ["s3"]), ("voicemail", [])])
def test_a_call_that_somebody_else_answers_is_nowhere(client: AppClient, by: str, here: list[str]) -> None:
    call, picture = place(client, "answered", 4)
    assert marks(client, picture)[:2] == (["s2"], ["start", "s1"])
    assert client.post(f"{call}/answer", {"by": by}).status == 200
    assert marks(client, picture)[:2] == (here, ["start", "s1", "s2"])


def test_without_a_call_of_the_scenario_nothing_is_marked(client: AppClient) -> None:
    call = client.place_revox_call("+12125550142", x_mockserver_scenario="busy")
    plain = client.get(TWICE).body
    assert client.get(f"{TWICE}?call={call}").body == plain
    assert marks(client, TWICE)[:2] == ([], [])


def test_an_unknown_call_is_not_found(client: AppClient) -> None:
    reply = client.get(f"{TWICE}?call=nobody")
    assert (reply.status, reply.error["message"]) == (404, "There is no call 'nobody'.")


def test_a_theme_can_be_forced(client: AppClient) -> None:
    pictures = {theme: client.get(f"{TWICE}{theme}") for theme in ("", "?theme=light", "?theme=dark")}
    texts = {theme: reply.body.decode() for theme, reply in pictures.items()}
    assert ["prefers-color-scheme" in text for text in texts.values()] == [True, False, False]
    assert ["#0d1117" in text for text in texts.values()] == [True, False, True]
    assert len({reply.headers["content-security-policy"] for reply in pictures.values()}) == 3


def test_an_unknown_theme_is_refused(client: AppClient) -> None:
    reply = client.get(f"{TWICE}?theme=drak")
    assert reply.status == 400
    assert reply.error["message"] == "theme is 'drak'; expected one of light, dark. Did you mean 'dark'?"
