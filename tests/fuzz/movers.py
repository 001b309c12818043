"""What other clients do through the control API meanwhile: advance clocks, drive calls, restore, reset, reconfigure.

`MOVERS` are allowed in every world; `STORMS` only in worlds whose calls may vanish or go back. A reset keeps the
settings, because the seed is one of them: each world has its own, so that ids differ between worlds.
"""

from random import Random
from typing import Any

from tests.fuzz.worlds import CONTROL, Act, World


def _advance(_world: World, rng: Random) -> dict[str, Any]:
    by: dict[str, Any] = {"by": rng.choice((0, 0.5, "1s", "5s", "20s", "1m", "10m", "2h"))}
    until = {"until": rng.choice(("next", "next", "settled"))}
    quick = {"settle": False} if rng.random() < 0.2 else {}
    return (by if rng.random() < 0.6 else until) | quick


def _clock(_world: World, rng: Random) -> dict[str, Any]:
    mode = rng.choice(("manual", "manual", "real", "real", "auto", "step"))
    return {"mode": mode} | ({"rate": rng.choice((0, 1, 30, 600, 3600))} if rng.random() < 0.5 else {})


def _settings(_world: World, rng: Random) -> dict[str, Any]:
    changes: tuple[dict[str, Any], ...] = (
        {"profile": rng.choice(("standard", "lenient"))},
        {"revring": {"concurrency": rng.choice((1, 5, 10, None)), "start_status": rng.choice(("auto", "queued"))}},
        {"revox": {"concurrency": rng.choice((1, 5, None)), "webhook_retries": [1, 5]}},
        {"ringyo": {"concurrency": rng.choice((3, 20, None)), "live_transcript": rng.random() < 0.5}},
    )
    return rng.choice(changes)


def _scenario(world: World, rng: Random) -> dict[str, Any]:
    lasts, name = rng.randrange(1, 60), f"{world.mark}quick-{rng.randrange(5)}"
    return {"version": 1, "name": name, "attempts": [{"queued": 1, "ringing": 2, "lasts": lasts}]}


def _next(_world: World, rng: Random) -> dict[str, Any]:
    return {"names": rng.sample(("busy", "voicemail", "no-answer"), 2)}


def _plan(_world: World, rng: Random) -> dict[str, Any]:
    faults = ({"fault": "duplicate"}, {"fault": "late", "by": "5s..2m"}, {"fault": "reorder"}, {"fault": "lose"})
    return {"plan": [{**rng.choice(faults), "chance": 0.2}] if rng.random() < 0.5 else []}


def _kept(_world: World, rng: Random) -> dict[str, Any]:
    more = ("scenarios", "clock", "journal")
    return {"keep": ["settings", *(word for word in more if rng.random() < 0.5)]}


def _hang_up(world: World, _rng: Random) -> dict[str, Any]:
    return {"summary": world.mark}


def _say(world: World, _rng: Random) -> dict[str, Any]:
    return {"text": world.mark}


def _snapshot(world: World, _rng: Random) -> bytes:
    return world.snapshot


def _caught(world: World, _rng: Random) -> dict[str, Any]:
    return {"mark": world.mark}


def _calls(who: str) -> tuple[Act, ...]:
    call, hand = f"/calls/{{{who}.call}}", (200, 409)
    return (
        Act(CONTROL, "calls read", "GET", call, weight=4),
        Act(CONTROL, "calls answer", "POST", f"{call}/answer", fine=hand, weight=2),
        Act(CONTROL, "calls fail", "POST", f"{call}/fail", fine=hand, weight=2),
        Act(CONTROL, "calls say", "POST", f"{call}/say", _say, hand, 2),
        Act(CONTROL, "calls hangup", "POST", f"{call}/hangup", _hang_up, hand, 4),
        Act(CONTROL, "wait", "GET", f"/wait?call={{{who}.call}}&phase=ended&timeout=30ms", fine=hand, weight=2),
    )


MOVERS = (
    Act(CONTROL, "clock advance", "POST", "/clock/advance", _advance, (200, 409), 60),
    Act(CONTROL, "clock change", "PATCH", "/clock", _clock, (200, 409), 15),
    Act(CONTROL, "clock read", "GET", "/clock", weight=8),
    Act(CONTROL, "settings change", "PATCH", "/settings", _settings, weight=4),
    Act(CONTROL, "settings read", "GET", "/settings", weight=2),
    Act(CONTROL, "scenarios add", "POST", "/scenarios", _scenario, (201,), 4),
    Act(CONTROL, "scenarios list", "GET", "/scenarios", weight=2),
    Act(CONTROL, "scenarios next", "POST", "/scenarios/next", _next, weight=3),
    Act(CONTROL, "webhooks plan", "PATCH", "/webhooks/plan", _plan, weight=2),
    Act(CONTROL, "webhooks read", "GET", "/webhooks/1", fine=(200, 404), weight=3),
    Act(CONTROL, "webhooks replay", "POST", "/webhooks/1/replay", fine=(201, 404), weight=1),
    Act(CONTROL, "sink post", "POST", "/sink/direct", _caught, weight=2),
    Act(CONTROL, "sink look", "GET", "/sink/direct", weight=1),
    Act(CONTROL, "requests", "GET", "/requests?status=404", weight=1),
    Act(CONTROL, "requests forget", "DELETE", "/requests", weight=2),
    Act(CONTROL, "health", "GET", "/health", weight=1),
    Act(CONTROL, "broken", "PATCH", "/clock", lambda _world, _rng: b'{"mode": 1}', (400,), 2),
    Act(CONTROL, "no route", "GET", "/nothing", fine=(404,), weight=1),
    *_calls("revring"),
    *_calls("ringyo"),
    *_calls("revox"),
)

STORMS = (
    Act(CONTROL, "calls list", "GET", "/calls?provider=revox", weight=2),
    Act(CONTROL, "reset", "POST", "/reset", _kept, weight=6),
    Act(CONTROL, "snapshot read", "GET", "/snapshot", weight=4),
    Act(CONTROL, "snapshot put", "PUT", "/snapshot", _snapshot, weight=4),
)
