"""Scenarios as Mermaid state diagrams."""

import re

import pytest

from mockserver.calls.events import Phase
from mockserver.scenarios.drawing.mermaid import diagram
from mockserver.scenarios.library import ScenarioLibrary
from mockserver.scenarios.reading import load_text
from mockserver.scenarios.shipped import shipped_library
from mockserver.scenarios.situation import Meaning

WORDS = {"waits": Meaning(Phase.WAITING), "rings": Meaning(Phase.RINGING), "dead": Meaning(Phase.ENDED)}


def drawn(body: str, *, words: bool = False) -> str:
    """Return the diagram with box names replaced by their labels."""
    library = ScenarioLibrary([*shipped_library(), *load_text(f"version: 1\nname: x\n{body}", "x.yaml")])
    text = diagram(library.get("x"), library, WORDS if words else None)
    assert text.startswith("---\ntitle: x\n---\nstateDiagram-v2\n")
    for label, name in re.findall(r'state "(.*)" as (s\d+)', text):
        text = re.sub(rf"\b{name}\b", label, text)
    return text


def test_attempts_are_drawn_with_their_times() -> None:
    text = drawn("queued: 2s\nattempts: [{fails: busy}, {ringing: 3s..8s, lasts: 9s}]")
    for arrow in (
        "[*] --> dial 1",
        "ringing --> dial 2 and later : 4s, busy",
        "--> talking (human) : 3s..8s",
        "talking (human) --> [*] : 9s, hang_up by user",
    ):
        assert arrow in text


def test_repeated_dials_are_drawn_as_a_loop() -> None:
    text = drawn("attempts: [{fails: busy, repeat: 3}, {answered_by: voicemail}]")
    assert "dial 1 to 3" in text
    assert "talking (voicemail) --> dial 4 and later : 30s, voicemail by agent" in text
    assert "talking (voicemail) --> [*] : no retry" in text


def test_a_hanging_attempt_is_labelled() -> None:
    assert "note right of ringing : never ends" in drawn("attempts: [{hangs: true}]")
    assert "note right of talking (human) : never ends" in drawn("attempts: [{hangs: true, answered_by: human}]")


def test_the_number_of_variants_of_a_talk_is_drawn() -> None:
    attempt = "{summary: 'From ${variant.a}.'}"
    assert "one of 2 variants" in drawn(f"variants: [{{a: 1}}, {{a: 2}}]\nattempts: [{attempt}]")
    for rows, used in (("[{a: 1}]", attempt), ("[{a: 1}, {a: 2}]", "{summary: Hello.}")):
        assert "variants" not in drawn(f"variants: {rows}\nattempts: [{used}]")
    assert "one of 5 variants" in drawn("extends: ivr")
    branches = f"[{{attempts: [{{fails: busy}}]}}, {{attempts: [{attempt}]}}]"
    assert "one of 2 variants" in drawn(f"variants: [{{a: 1}}, {{a: 2}}]\nchoose: {branches}")


def test_late_results_transfers_and_the_next_dial_are_drawn() -> None:
    text = drawn("""visible_after: 2s
attempts:
  - becomes: {answered_by: voicemail, after: 3s}
    talk: {en: [{transfer: "+14155550199", warm: true}, {human: Hello.}], fr: [{agent: Salut.}]}
    lasts: 9s
    recording: {after: 5s..9s}
    transcript: false
    retry_after: 30s
""")
    for part in (
        "[*] --> dial 1 and later : id not found for 2s",
        "talking (human) --> talking (voicemail) : 3s",
        "note right of talking (human)\n        in the language of the agent, en or fr\n"
        "        transfer to +14155550199, warm\n        then a human talks\n    end note",
        "note right of talking (voicemail)\n        recording 5s..9s after the end\n"
        "        no transcript\n    end note",
        "talking (voicemail) --> dial 1 and later : 9s after the answer, voicemail by agent, next dial after 30s",
    ):
        assert part in text, text
    assert text.count("note right of") == 2


def test_nobody_talks_in_a_rejected_call() -> None:
    text = drawn("attempts: [{reason: rejected, retry_after: 5s}]")
    assert "ringing --> dial 1 and later : 4s, rejected, next dial after 5s" in text
    assert "talking" not in text


def test_nobody_dials_again_after_a_cancelled_call() -> None:
    text = drawn("attempts: [{answered_by: voicemail, reason: cancelled}]")
    assert "talking (voicemail) --> [*] : 30s, cancelled by system" in text
    assert "no retry" not in text


def test_the_talk_of_states_is_drawn_where_it_begins() -> None:
    words = {**WORDS, "up": Meaning(Phase.TALKING)}
    body = (
        "version: 1\nname: x\nprovider: acme\nstates: [{waits: 1s}, {up: 2s}, {up: 2s}, {dead: }]\ntalk: [{agent: Hi}]"
    )
    library = ScenarioLibrary(load_text(body, "x.yaml"))
    text = diagram(library.get("x"), library, words)
    assert [line.strip() for line in text.splitlines() if "note" in line] == ["note right of s2 : the talk begins"]


def test_weights_are_shown_as_percentages() -> None:
    text = drawn("choose: [{weight: 3, play: answered}, {weight: 1, attempts: [{choose: [{fails: busy}, {}]}]}]")
    assert text.count("<<choice>>") == 2
    assert "--> answered : 75 %" in text
    assert "--> dial 1 and later : 25 %" in text
    assert text.count(": 50 %") == 2


def test_a_sequence_counts_calls() -> None:
    text = drawn("sequence: [busy, answered]")
    assert "[*] --> busy : call 1" in text
    assert "[*] --> answered : call 2 and later" in text
    assert "call 1, 3, …" in drawn("sequence: [busy, answered]\nrepeat: true")


def test_states_are_drawn_in_order() -> None:
    text = drawn("provider: acme\nstates: [{waits: 2s}, {'b:a\"d': 1s..2s}, {dead: }]", words=True)
    assert "waits --> b a d : 2s" in text
    assert "b a d --> dead : 1s..2s" in text
    assert "dead --> [*]" in text
    assert "note right of waits : stays" in drawn("provider: acme\nstates: [{waits: }]", words=True)


def test_phases_are_shown_in_the_words_of_the_provider() -> None:
    assert '"rings"' in diagram(shipped_library().get("busy"), shipped_library(), WORDS)


def test_an_extended_scenario_is_drawn_with_its_base() -> None:
    assert "--> dial 1 and later : 4s, busy" in drawn("extends: busy\nattempts: [{fails: busy}]")
    assert "busy" in drawn("extends: busy")


@pytest.mark.parametrize("name", shipped_library().names())
def test_every_shipped_scenario_can_be_drawn(name: str) -> None:
    library = shipped_library()
    text = diagram(library.get(name), library)
    boxes = set(re.findall(r'state (?:".*" as )?(s\d+)', text))
    assert set(re.findall(r"\bs\d+\b", text)) == boxes
    assert "[*] -->" in text
