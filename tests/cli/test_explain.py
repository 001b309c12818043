"""`mockserver explain`: a number, a scenario or a file, as a table over time for each provider."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from mockserver.providers import PROVIDERS
from tests.terminal import on_terminal

Cli = Callable[..., Result]
LAST = "The calls start on a Monday at 15:00 UTC. Retries are simulated for up to 4 dials."


def section(output: str, title: str) -> list[str]:
    """Return the lines about a provider, from its title to the next empty line."""
    lines = output.splitlines()
    first = next(place for place, line in enumerate(lines) if line.startswith(title))
    return lines[first : lines.index("", first)]


def written(path: Path, *documents: str) -> Path:
    path.write_text("\n---\n".join(f"version: 1\n{document}" for document in documents))
    return path


def test_a_magic_number_is_explained_for_each_provider(cli: Cli) -> None:
    output = cli("explain", "+15005551120").output
    assert "1 busy, 1 busy, 2 no_answer, 0 a person answers" in output.splitlines()[0]
    assert section(output, "RevRing") == [
        "RevRing, scenario magic-1120: busy",
        "after  status     what happens",
        "0s     INITIATED  placed",
        "0s     INITIATED  dial 1",
        "1s     INITIATED  ringing",
        "5s     FAILED     ended: busy",
    ]
    assert "5s     busy     ended: busy" in section(output, "Ringyo")
    assert output.endswith(f"\n{LAST}\n")


def test_retries_are_shown_with_their_waits_and_what_is_said(cli: Cli) -> None:
    title, _, *rows = section(cli("explain", "+15005551120", "--provider", "revox").output, "Revox")
    assert title.endswith("busy, then busy after 2h6s, then no_answer after 4h11s, then human answers after 6h16s")
    assert "6s       scheduled     waits until 2026-01-05T17:00:06Z (retry)" in rows
    assert "2h6s     calling       dial 2" in rows
    assert "6h28s    calling       agent: Then everything works. Thank you and goodbye!" in rows
    assert rows[-1] == "6h43s    completed     closed"


def test_a_number_that_is_not_magic_plays_what_matches_it(cli: Cli, tmp_path: Path) -> None:
    written(tmp_path / "mine.yaml", 'name: mine\nfor: {to: "+1415*"}\nattempts: [{fails: busy}]\n')
    output = cli("explain", "+14155550142", "--scenarios", tmp_path).output
    assert "not a magic number" in output
    assert output.count(", scenario mine: busy") == len(PROVIDERS)


def test_a_scenario_is_explained(cli: Cli) -> None:
    output = cli("explain", "--scenario", "late-recording", "--provider", "ringyo").output
    assert output.splitlines()[0].startswith("late-recording: ")
    rows = section(output, "Ringyo")
    assert rows[0] == "Ringyo: human answers"
    assert "34.2s    completed    ended: tool_end_call by agent" in rows
    assert "1m4.2s   completed    the recording of dial 1 is ready" in rows
    assert rows[-1].endswith("the analysis of dial 1 is ready")
    assert "RevRing" not in output


def test_a_call_that_never_ends_is_explained_too(cli: Cli) -> None:
    output = cli("explain", "--scenario", "stuck-ringing").output
    for title, ringing in (("RevRing", "1s     INITIATED"), ("Ringyo", "1s     ringing"), ("Revox", "2s     calling")):
        rows = section(output, title)
        assert rows[0] == f"{title}: never ends"
        assert rows[-2].startswith(ringing)
        assert rows[-1].endswith("never ends by itself: hang it up, or cancel it")


def test_statuses_in_the_words_of_a_provider_are_shown_for_that_provider_only(cli: Cli) -> None:
    output = cli("explain", "--scenario", "regressing-status-ringyo").output
    assert "\nOnly calls of Ringyo can play it.\n\nRingyo\n" in output
    assert "7s     queued       status 'queued', as the scenario says" in output
    assert "Revox" not in output
    other = cli("explain", "--scenario", "regressing-status-ringyo", "--provider", "revox")
    assert (other.exit_code, "Only calls of Ringyo can play it." in other.output) == (0, True)
    assert "\nRingyo" not in other.output


def test_every_scenario_of_a_file_is_explained(cli: Cli, tmp_path: Path) -> None:
    file = written(
        tmp_path / "two.yaml",
        "name: one\nsummary: Hidden at first.\nvisible_after: 3s\nattempts: [{fails: busy}]\n",
        "name: two\nextends: shared\n",
    )
    more = written(tmp_path / "more.yaml", "name: shared\nattempts: [{fails: no_answer}]\n")
    output = cli("explain", "--file", file, "--provider", "ringyo", "--scenarios", more).output
    first, second = output.split("\n\ntwo\n")
    assert first.startswith("one: Hidden at first.\n")
    assert "1s     (not found)  ringing" in first
    assert "5s     busy         ended: busy" in first
    assert "ended: no_answer" in second


def test_a_choice_says_that_other_outcomes_exist_and_the_seed_picks_them(cli: Cli, tmp_path: Path) -> None:
    body = "choose: [{attempts: [{fails: busy}]}, {attempts: [{fails: no_answer}]}, {attempts: [{fails: busy}]}]\n"
    file = written(tmp_path / "x.yaml", f"name: x\n{body}", "name: y\nsequence: [x, busy]\n")
    outputs = [cli("explain", "--file", file, "--provider", "ringyo", "--seed", seed).output for seed in "aabcdefgh"]
    assert outputs[0] == outputs[1]
    assert {section(output, "Ringyo")[0] for output in outputs} == {"Ringyo: busy", "Ringyo: no_answer"}
    assert "--seed picks others. `mockserver diagram x` shows all of them." in outputs[0]
    assert "Shown is the first call to a number; later ones play the next of x, busy." in outputs[0]


def test_mistakes_in_a_file_are_reported_as_by_the_check(cli: Cli, tmp_path: Path) -> None:
    typo = written(tmp_path / "typo.yaml", "name: typo\nsumary: x\n")
    words = written(tmp_path / "w.yaml", "name: words\nprovider: ringyo\nstates: [{queued: 1s}, {rining: 1s}]\n")
    odd = written(tmp_path / "odd.yaml", "name: odd\nattempts: [{fails: busy}, {}, {fails: busy}]\n")
    for file, code in ((typo, 3), (words, 1), (odd, 0)):
        explained, checked = cli("explain", "--file", file, "--provider", "ringyo"), cli("check", file)
        assert (explained.exit_code, checked.exit_code) == (code, code)
        report = [line for line in checked.output.splitlines() if line.startswith(str(file))]
        assert report
        assert explained.stderr.splitlines() == report


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "Give one of NUMBER, --scenario NAME and --file FILE."),
        (["+15005551120", "--scenario", "busy"], "Give one of NUMBER, --scenario NAME and --file FILE."),
        (["0123"], "'0123' is not an E.164 number such as +15005551120."),
        (["--scenario", "bussy"], "There is no scenario 'bussy'. Did you mean 'busy'?"),
        (["--scenario", "busy", "--provider", "revx"], "Did you mean 'revox'"),
    ],
)
def test_wrong_usage_is_reported(cli: Cli, arguments: list[str], words: str) -> None:
    result = cli("explain", *arguments)
    assert (result.exit_code, words in result.stderr) == (2, True)


def test_no_line_is_wider_than_the_terminal() -> None:
    lines = on_terminal(["explain", "--scenario", "answered", "--provider", "revox"], 60)
    assert max(map(len, lines)) <= 60
    assert "The calls start on a Monday at 15:00 UTC. Retries are" in lines
    text = " ".join(" ".join(lines).split())
    assert "agent: Hello, this is Thomas from Redwood. Am I speaking to the right person" in text


def test_a_provider_that_cannot_play_a_part_says_so_and_the_others_go_on(cli: Cli, tmp_path: Path) -> None:
    file = written(tmp_path / "x.yaml", "name: x\nchoose: [{play: regressing-status-ringyo}]\n")
    output = cli("explain", "--file", file).output
    assert "Revox refuses a call to +12125550142: " in output
    assert "\nRingyo\n" in output
