"""What the report of a failed test says: lines of the test, messages of the provider, tracebacks, what is next."""

import json
from collections.abc import Callable
from traceback import format_exception

import pytest

from mockserver.delivery.receivers import ReceivedWebhook
from mockserver.testing.receivers import ReceiverError, own_traceback, recorded

Suite = Callable[..., pytest.RunResult]

CALL = """
import pytest
CALL = {"phone_number": "+15005550000", "assistant": {"prompt": "Hi", "webhook_url": "http://localhost:9/hook"}}
"""

# -- the line of the test --------------------------------------------------------------------------

MISTAKES = [
    ("mockserver.play('bussy')", "There is no scenario 'bussy'. Did you mean 'busy'?"),
    ("mockserver.scenario({'attempts': [{'fail': 'busy'}]})", "*unknown key 'fail'. Did you mean 'fails'?"),
    ("mockserver.scenario({'attempts': {1}})", "This cannot be sent as JSON: *"),
    ("mockserver.webhooks.plan('duplicat')", "*not 'duplicat'. Did you mean 'duplicate'?"),
    ("mockserver.webhooks.find('call.complete')", "There is no webhook event *Did you mean 'call.completed'*"),
    ("mockserver.webhooks.to(5)", "webhooks.to() takes a URL, a callable or an ASGI application, not 5."),
    ("mockserver.clock.advance('2 hours')", "by: '2 hours' is not a duration * (did you mean '2h'?)."),
    ("mockserver.clock.advance(bye='2h')", "*no argument 'bye'; * Did you mean 'by'?"),
    ("mockserver.clock.set(mode='manul')", "mode is 'manul'; * Did you mean 'manual'?"),
    ("mockserver.control.settings(profle='strict')", "There is no setting 'profle'; * Did you mean 'profile'?"),
    ("mockserver.faults.add('timout')", "*not 'timout'. Did you mean 'timeout'?"),
    ("mockserver.findings.find('unknown_feld')", "*Did you mean 'unknown_field'?"),
    ("mockserver.calls['nope']", "There is no call 'nope'."),
    ("mockserver.requests.assert_called('call.create')", "Expected 'call.create' to be called at least once*"),
    ("mockserver.at('revx')", "There is no provider 'revx'. Did you mean 'revox'*"),
    ("mockserver.revx", "*no attribute 'revx'. There is no provider 'revx'.*"),
]


def test_a_mistake_is_shown_with_the_line_of_the_test_and_no_other(suite: Suite) -> None:
    tests = "".join(f"def test_{number:02}(mockserver):\n    {line}\n\n" for number, (line, _) in enumerate(MISTAKES))
    result = suite(tests)
    result.assert_outcomes(failed=len(MISTAKES))
    shown = result.outlines
    for line, message in MISTAKES:
        start = shown.index(f">       {line}")
        result.stdout.fnmatch_lines([f"E   *: {message}"])
        assert [text for text in shown[start : start + 2] if text.startswith(">")] == [f">       {line}"]
    assert not [text for text in shown if "/mockserver/" in text]


def test_a_server_that_is_gone_is_told_with_the_line_of_the_test(suite: Suite) -> None:
    result = suite("""
from mockserver.client import Control

def test_it():
    Control("http://127.0.0.1:9").clock.settle()
""")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [">       Control*settle()", "E       *NotReachable: No response from http://127.0.0.1:9*"]
    )
    assert not [line for line in result.outlines if "/mockserver/" in line or "contextlib" in line]


# -- messages --------------------------------------------------------------------------------------


def test_messages_of_the_providers_and_notes_stand_below_their_requests(suite: Suite) -> None:
    result = suite(
        CALL
        + """
@pytest.mark.mockserver(clock="manual")
def test_it(mockserver):
    api = mockserver.client("revox")
    order = api.post("call", json={**CALL, "prompt": "Hi"}).json()["call"]
    api.patch(f"assistants/{'x' * 36}", json={"prompt": "Hi"})
    mockserver.client("revring").post("calls", json={"toNumber": "5"})
    assert False
"""
    )
    result.stdout.fnmatch_lines([
        "  Mon 15:00:00  > POST /call -> 200 (call.create)",
        "                    note: unknown field ignored: 'prompt' (did you mean",
        "                    'assistant.prompt'?)",
        "  Mon 15:00:00  initializing     placed",
        "  next: Mon 15:00:01  the next dial is due, status 'initializing' (in 1s)",
        "  15:00:00  PATCH /assistants/x* -> 404 (assistants.update)",
        "              There is no assistant",
        "              'xxx*",
        "  15:00:00  POST /v1/calls -> 400 (calls.create)",
        "              agentId is required. fromNumber is required. toNumber is",
    ])  # fmt: skip


KEYS = """
import pytest

@pytest.fixture(scope="session")
def mockserver_settings(): return {"api_keys": ["mine"]}
"""


def test_a_refused_key_is_told_as_such(suite: Suite) -> None:
    result = suite(
        """
def test_it(mockserver):
    for key in ("other", "invalid", "forbidden"):
        answer = mockserver.client("revox").get("call", headers={"authorization": f"Bearer {key}"})
        assert "The " in answer.json()["message"] and answer.headers["x-mockserver-note"] in answer.json()["message"]
    assert False
""",
        conftest=KEYS,
    )
    result.stdout.fnmatch_lines([
        "  15:00:00  GET /call -> 401 (call.list)",
        "              This API key is not valid. The server accepts only the keys",
        "              given with --api-key (in pytest: api_keys of",
        "              mockserver_settings).",
        "  15:00:00  GET /call -> 401 (call.list)",
        "              This API key is not valid. The simulator refuses keys that",
        "              contain 'invalid'.",
        "  15:00:00  GET /call -> 403 (call.list)",
        "              This API key may not do that. The simulator refuses keys",
        "              that contain 'forbidden'.",
    ])  # fmt: skip
    assert not [line for line in result.outlines if line.strip().startswith("note:")]  # the message says it already


def test_what_the_profile_strict_refuses_is_told_as_such(suite: Suite) -> None:
    result = suite(
        """
import pytest

def order(mockserver, **more):
    return mockserver.client("ringyo").post("calls", json={"phone_number": "+14155550142", "agent_id": "a", **more})

@pytest.mark.mockserver(profile="strict")
def test_it(mockserver):
    assert "The profile 'strict' adopts no ids" in order(mockserver).json()["error"]["message"]
    order(mockserver, zzz=1)
    assert False

def test_standard(mockserver):
    order(mockserver, phone_number=1)
    assert False
"""
    )
    result.stdout.fnmatch_lines([
        "  15:00:00  POST /v1/calls -> 400 (calls.create)",
        "              Unknown field 'zzz'.",
        "              note: the profile 'strict' refuses unknown fields",
        "The profile is 'strict', which also refuses *",
    ])  # fmt: skip
    assert sum(line.startswith("The profile is 'strict'") for line in result.outlines) == 1


# -- what is next ----------------------------------------------------------------------------------


def test_a_test_that_asserts_too_early_gets_what_is_next(suite: Suite) -> None:
    result = suite(
        CALL
        + """
@pytest.mark.mockserver(clock="manual")
def test_it(mockserver):
    order = mockserver.client("revox").post("call", json=CALL).json()["call"]
    mockserver.clock.advance("3s")
    assert mockserver.webhooks.find("call.completed")

@pytest.mark.mockserver(clock="manual")
def test_advice(mockserver):
    mockserver.client("revox").post("call", json=CALL)
    mockserver.clock.advance("3s")
    mockserver.clock.advance("3s")
    assert mockserver.calls[0].phase == "talking"
    mockserver.clock.settle()
    assert mockserver.calls[0].status == "completed"
"""
    )
    result.assert_outcomes(failed=1, passed=1)
    result.stdout.fnmatch_lines([
        "  next: Mon 15:00:06  answered by human, status 'calling' (in 3s)",
        "  last of 7: Mon 15:00:28  closed, status 'completed' (in 25s)",
        "",
        'mockserver.clock.advance("3s") plays what is next.',
        "mockserver.clock.settle() plays everything.",
    ], consecutive=True)  # fmt: skip


def test_a_dial_that_is_due_later_is_next(suite: Suite) -> None:
    result = suite(
        CALL
        + """
@pytest.mark.mockserver(clock="manual")
def test_it(mockserver):
    mockserver.play("busy-twice-then-human")
    mockserver.client("revox").post("call", json=CALL | {"phone_number": "+12125550142"})
    mockserver.clock.advance("1m")
    assert False
"""
    )
    result.stdout.fnmatch_lines(["  next: Mon 17:00:0?  the next dial is due, status '*' (in 1h59m*)"])


def test_a_webhook_that_is_sent_again_is_planned_too(suite: Suite) -> None:
    result = suite(
        CALL
        + """
def test_it(mockserver):
    mockserver.control.settings(revox={"webhook_retries": [60, 60]})
    mockserver.webhooks.to(lambda webhook: 500)
    mockserver.client("revox").post("call", json=CALL)
    mockserver.clock.advance("40s")
    assert False
"""
    )
    result.stdout.fnmatch_lines([
        "Webhooks that are yet to be sent:",
        "  Mon 15:01:28  call.completed, attempt 2 (in 48s)",
        "",
        'mockserver.clock.advance("48s") plays what is next.',
        "mockserver.clock.settle() plays everything.",
    ], consecutive=True)  # fmt: skip


def test_settling_is_not_advised_if_a_call_never_ends(suite: Suite) -> None:
    result = suite(
        """
import pytest

@pytest.mark.mockserver(clock="manual")
def test_it(mockserver):
    mockserver.scenario({"attempts": [{"ringing": "1s", "hangs": True}]})
    api = mockserver.client("revox")
    api.post("call", json={"phone_number": "+14155550142"})
    mockserver.clock.advance("10m")
    api.post("call", json={"phone_number": "+14155550142"})
    with pytest.raises(Exception, match="never ends"):
        mockserver.clock.settle()
    assert False
"""
    )
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(['mockserver.clock.advance("*") plays what is next.'])
    result.stdout.no_fnmatch_line("*settle() plays*")


def test_nothing_is_advised_if_nothing_is_planned(suite: Suite) -> None:
    result = suite(CALL + "def test_it(mockserver): mockserver.client('revox').post('call', json={}); assert False\n")
    result.stdout.no_fnmatch_line("mockserver.clock*")


# -- receivers -------------------------------------------------------------------------------------


def test_the_exception_of_a_receiver_is_shown_with_the_lines_of_the_client(suite: Suite) -> None:
    result = suite(
        CALL
        + """
class Books:
    def hook(self, webhook):
        self.book(webhook.json())

    def book(self, body):
        try:
            body["nope"]
        except KeyError as error:
            raise ValueError("cannot book") from error

def test_it(mockserver):
    mockserver.control.settings(revox={"webhook_retries": [60]})
    mockserver.webhooks.to(Books().hook)
    mockserver.client("revox").post("call", json=CALL)
    mockserver.clock.settle()
    assert [attempt.error for attempt in mockserver.webhooks.deliveries[0].attempts] == ["ValueError: cannot book"] * 2
    assert False
"""
    )
    start = result.outlines.index("The receiver of the webhook call.completed raised 2 times:")
    shown = [line for line in result.outlines[start + 1 :] if line.startswith("  ") and "^" not in line]
    assert shown[:9] == [
        "  Traceback (most recent call last):",
        '    File "test_the_exception_of_a_receiver_is_shown_with_the_lines_of_the_client.py", line 10, in book',
        '      body["nope"]',
        "  KeyError: 'nope'",
        "  The above exception was the direct cause of the following exception:",
        "  Traceback (most recent call last):",
        '    File "test_the_exception_of_a_receiver_is_shown_with_the_lines_of_the_client.py", line 6, in hook',
        "      self.book(webhook.json())",
        '    File "test_the_exception_of_a_receiver_is_shown_with_the_lines_of_the_client.py", line 12, in book',
    ]


def test_receivers_of_all_kinds_are_recorded(suite: Suite) -> None:
    result = suite(
        CALL
        + """
async def app(scope, receive, send):
    raise OSError("no app")

async def coroutine(webhook):
    raise OSError("no coroutine")

@pytest.mark.parametrize("receiver", [app, coroutine])
def test_it(mockserver, receiver):
    mockserver.webhooks.to(receiver)
    mockserver.client("revox").post("call", json=CALL)
    mockserver.clock.settle()
    assert False

def test_good(mockserver):
    received = []
    mockserver.webhooks.to(received.append)
    mockserver.client("revox").post("call", json=CALL)
    mockserver.clock.settle()
    assert len(received) == 1
    assert mockserver.webhooks.raised == []
"""
    )
    result.assert_outcomes(failed=2, passed=1)
    result.stdout.fnmatch_lines(["The receiver of the webhook call.completed raised:", "  OSError: no app"])
    result.stdout.fnmatch_lines(["The receiver of the webhook call.completed raised:", "  OSError: no coroutine"])
    assert not [line for line in result.outlines if "/mockserver/" in line]


def test_very_many_different_exceptions_are_not_all_shown(suite: Suite) -> None:
    result = suite(
        CALL
        + """
def fails(webhook):
    raise OSError(f"no {webhook.header('x-mockserver-delivery')}")

def test_it(mockserver):
    mockserver.webhooks.to(fails)
    for _ in range(8):
        mockserver.client("revox").post("call", json=CALL)
    mockserver.clock.settle()
    assert False
"""
    )
    result.stdout.fnmatch_lines(["  OSError: no 5", "  … and 3 other exceptions"])
    result.stdout.no_fnmatch_line("  OSError: no 6")


def test_an_exception_from_a_library_alone_keeps_its_message() -> None:
    raised: list[ReceiverError] = []
    receiver = recorded(int, raised)
    with pytest.raises(TypeError):
        receiver(ReceivedWebhook("POST", "http://localhost/", (), b""))
    ((delivery, text),) = raised
    assert delivery is None
    assert text.splitlines()[-1].startswith("TypeError: int() argument must be")
    assert "File" not in text


def test_the_context_of_an_exception_is_filtered_too() -> None:
    try:
        try:
            json.loads("x")
        except ValueError:
            raise_again()
    except KeyError as error:
        text, whole = own_traceback(error), "".join(format_exception(error))
    assert (text.count('File "'), text.count("test_report.py")) == (3, 3)
    assert whole.count('File "') > 3


def raise_again() -> None:
    """Raise another error."""
    raise KeyError("x")


def test_a_mistake_in_the_report_does_not_hide_the_failure(suite: Suite) -> None:
    result = suite("""
def test_it(mockserver):
    mockserver.allow_unmatched = property
    mockserver.fail_on_findings = True
    mockserver.webhooks.raised.append(None)
    assert 1 == 2
""")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        ["*assert 1 == 2", "World * cannot be shown, by a mistake of mockserver: AttributeError*"]
    )
