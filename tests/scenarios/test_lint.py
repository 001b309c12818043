"""What `check` finds: scenarios that work but are probably a mistake."""

from datetime import timedelta

import pytest

from mockserver.calls.events import EndReason, Phase
from mockserver.scenarios.lengths import longest
from mockserver.scenarios.lint import check
from mockserver.scenarios.reading import load_text
from mockserver.scenarios.situation import Meaning

WORDS = {
    "acme": {"waits": Meaning(Phase.WAITING), "dead": Meaning(Phase.ENDED, EndReason.BUSY)},
    "other": {"up": Meaning(Phase.TALKING)},
}


def findings(*bodies: str) -> list[str]:
    text = "\n---\n".join(f"version: 1\nname: s{number}\n{body}" for number, body in enumerate(bodies))
    return [str(finding) for finding in check(load_text(text, "x.yaml"), WORDS)]


@pytest.mark.parametrize(
    "body",
    [
        "attempts: [{fails: busy}, {answered_by: voicemail}, {}]",
        "attempts: [{hangs: true}]",
        "attempts: [{fails: busy, repeat: 3}, {choose: [{fails: busy}, {hangs: true}]}, {}]",
        "attempts: [{talk: [{agent: Hello}, {user: Hi}], lasts: 2s..9s}]",
        "attempts: [{talk: [{agent: Hello}, {user: Hi}], lasts: 10ms}]",
        "attempts: [{summary: '${faker.name}', transferred_to: '+1'}]",
        "provider: acme\nstates: [{waits: 1s}, {dead: 3s}]",
        "provider: acme\nstates: [{waits: }]",
        "for: {provider: [acme, 'o*']}\nattempts: [{}]",
        "choose: [{play: magic-1120}, {weight: 2, attempts: [{}]}]",
        "attempts: [{becomes: {answered_by: voicemail, after: 2s..9s}, lasts: 5s, retry_after: 9s}, {}]",
        "attempts: [{becomes: {answered_by: voicemail, after: 30s}}, {}]",
        "attempts: [{language: fr-FR, talk: {en: [{agent: Hi}], fr: [{agent: Salut}]}, analysis: {after: 1m}}]",
        "attempts: [{fails: busy, retry_after: 9s}, {reason: rejected, retry_after: 9s}, {}]",
    ],
)
def test_sensible_scenarios_have_no_findings(body: str) -> None:
    assert findings(body) == []


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (
            "attempts: [{}, {fails: busy}]",
            "3:16: attempts[1]: warning: is never reached: in attempts[0] a person answers",
        ),
        (
            "attempts: [{hangs: true}, {fails: busy}]",
            "attempts[1]: warning: is never reached: in attempts[0] the dial never",
        ),
        ("attempts: [{choose: [{}, {hangs: true}]}, {}]", "attempts[1]: warning: is never reached"),
        ("attempts: [{fails: busy}, {repeat: 2}]", "attempts[1].repeat: warning: is never repeated"),
        (
            "attempts: [{talk: [{agent: a b c d e f g}], lasts: 2s}]",
            "lasts: warning: the conversation takes up to 2.8s",
        ),
        ("attempts: [{choose: [{talk: [{agent: Hi, after: 9s}], lasts: 2s}]}]", "attempts[0].choose[0].lasts: warning"),
        ("attempts: [{reason: transfer}]", "attempts[0].reason: warning: a transfer to nobody"),
        ("attempts: [{lasts: 95d}]", "attempts[0]: warning: takes up to 95d5s from the dial"),
        ("attempts: [{choose: [{weight: 0}, {fails: busy}]}]", "choose[0].weight: warning: is never drawn"),
        ("choose: [{weight: 0, play: magic-0000}, {attempts: [{hangs: true}, {}]}]", "choose[0].weight: warning"),
        ("choose: [{attempts: [{hangs: true}, {}]}]", "choose[0].attempts[1]: warning: is never reached"),
        ("provider: acme\nstates: [{wait: 1s}, {dead: }]", "4:10: states[0]: error: 'wait' is not a status of acme"),
        ("provider: acme\nstates: [{dead: 1s}, {waits: 9s}]", "states[1]: warning: the call stays 'waits' for good"),
        (
            "provider: acne\nattempts: [{}]",
            "provider: error: there is no provider 'acne'; expected one of acme, other.",
        ),
        ("for: {provider: [acme, othr]}\nattempts: [{}]", "Did you mean 'other'"),
        (
            "attempts: [{summary: '${faker.nme}'}]",
            "attempts[0].summary: error: Faker has no provider 'nme'. Did you mean",
        ),
        (
            "attempts: [{becomes: {answered_by: voicemail, after: 9s}, lasts: 2s..8s}]",
            "attempts[0].becomes.after: warning: has no effect: the call ends before, after 8s",
        ),
        (
            "attempts: [{becomes: {answered_by: voicemail, after: 31s}}]",
            "attempts[0].becomes.after: warning: has no effect: the call ends before, after 30s",
        ),
        (
            "attempts: [{language: fr, talk: [{agent: Hi}]}]",
            "language: warning: has no effect: the attempt has no talk",
        ),
        ("attempts: [{language: fr}]", "language: warning: has no effect: the attempt has no talk by language"),
        (
            "attempts: [{language: de-AT, talk: {en: [{agent: Hi}], fr: [{agent: Salut}]}}]",
            "language: warning: has no effect: the talk has no 'de-AT', only en, fr",
        ),
        ("attempts: [{retry_after: 9s}]", "attempts[0].retry_after: warning: has no effect: a person answers"),
        (
            "attempts: [{choose: [{fails: busy}, {retry_after: 9s}]}]",
            "attempts[0].choose[1].retry_after: warning: has no effect: a person answers",
        ),
        (
            "attempts: [{answered_by: IVR, becomes: {answered_by: human, after: 2s}, retry_after: 9s}]",
            "retry_after: warning: has no effect: a person answers",
        ),
        (
            "attempts: [{answered_by: IVR, reason: cancelled}, {}]",
            "attempts[1]: warning: is never reached: in attempts[0] the call is cancelled",
        ),
        (
            "attempts: [{reason: rejected, recording: {after: 2s}}]",
            "attempts[0].recording: warning: has no effect: with the reason rejected nobody answers",
        ),
        (
            "attempts: [{reason: unavailable, transcript: {after: 2s}}]",
            "attempts[0].transcript: warning: has no effect",
        ),
        ("attempts: [{reason: unavailable, analysis: {after: 2s}}]", "attempts[0].analysis: warning: has no effect"),
        ("extends: s9", "extends: error: there is no scenario 's9'"),
        ("extends: s0", "extends: error: refers to itself: s0 → s0"),
    ],
)
def test_likely_mistakes_are_found(body: str, found: str) -> None:
    assert any(found in finding for finding in findings(body)), findings(body)


def test_statuses_are_checked_against_the_inherited_provider() -> None:
    first = "provider: acme\nstates: [{dead: }]"
    assert any("'gone' is not a status of acme" in one for one in findings(first, "provider: acme\nstates: [{gone: }]"))
    assert findings(first, "extends: s0") == []


@pytest.mark.parametrize(
    ("first", "second", "shadowed"),
    [
        ("{to: '+1*'}", "{to: '+1*'}", True),
        ("{to: '+1*'}", "{to: ['+12*', '+13']}", True),
        ("{}", "{direction: inbound}", True),
        ("{to: ['+1*', '+2*']}", "{to: '+2?'}", True),
        ("{metadata: {a: '*'}}", "{variables: {a: b, c: d}}", True),
        ("{to: '+12*'}", "{to: '+1*'}", False),
        ("{to: '+1*', direction: inbound}", "{to: '+1*'}", False),
        ("{metadata: {a: b}}", "{metadata: {b: a}}", False),
        ("{metadata: {a: {b: c}}}", "{metadata: {a: c}}", False),
        ("{to: '+[12]*'}", "{to: '+1*'}", False),
        ("{provider: acme}", "{to: '+1*'}", False),
    ],
)
def test_a_for_that_can_never_match_is_found(first: str, second: str, shadowed: bool) -> None:
    found = findings(f"for: {first}\nattempts: [{{}}]", f"for: {second}\nattempts: [{{}}]")
    assert any("never matches: all its calls go to 's0' (x.yaml:2)" in one for one in found) == shadowed


def test_shadowing_takes_the_provider_into_account() -> None:
    bodies = [
        "provider: acme\nfor: {}\nattempts: [{}]",
        "for: {}\nattempts: [{}]",
        "provider: acme\nfor: {}\nattempts: [{}]",
    ]
    (found,) = findings(*bodies)
    assert found.startswith("x.yaml:15:6: for: warning: never matches: all its calls go to 's0' (x.yaml:2)")


def test_a_duplicate_name_is_found_and_known_scenarios_can_be_extended() -> None:
    first = load_text("version: 1\nname: a\nattempts: [{}]", "one.yaml")
    second = load_text("version: 1\nname: a\nextends: base", "two.yaml")
    known = load_text("version: 1\nname: base\nattempts: [{}]", "base.yaml")
    (finding,) = check([*first, *second], {}, known)
    assert finding.severity == "warning"
    assert str(finding) == "two.yaml:2:7: name: warning: replaces the 'a' of one.yaml:2"


@pytest.mark.parametrize(
    ("attempt", "length"),
    [
        ("{fails: busy}", 5),
        ("{ringing: 1s..9s, fails: busy}", 10),
        ("{lasts: 20s}", 25),
        ("{}", 35),
        ("{talk: [{tool: t, repeat: 2}, {user: hi, after: 1s}]}", 5 + 0.3 + 0.5 + 0.3 + 1 + 0.5 + 1),
        ("{hangs: true}", None),
        ("{choose: [{fails: busy}, {}]}", 35),
        ("{choose: [{fails: busy}, {hangs: true}]}", None),
    ],
)
def test_the_maximum_duration_of_an_attempt(attempt: str, length: float | None) -> None:
    (read,) = load_text(f"version: 1\nname: x\nattempts: [{attempt}]", "x")
    assert read.body.attempts is not None
    assert longest(read.body.attempts[0]) == (None if length is None else timedelta(seconds=length))
