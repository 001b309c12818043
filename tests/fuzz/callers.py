"""What clients of the three providers ask for in a hostile load: one table of acts per provider.

Most requests are good ones; some are refused on purpose. `fine` names the statuses that the documentation allows for
the act, so anything else counts as a finding. See `tests.fuzz.worlds` for what an act is.
"""

from random import Random
from typing import Any

from tests.fuzz.worlds import Act, World

SCENARIOS = ("answered", "busy", "no-answer", "voicemail", "transferred")


def _scenario(world: World, rng: Random) -> dict[str, str]:
    """Ask for a scenario in a third of the requests."""
    return {"x-mockserver-scenario": rng.choice(SCENARIOS)} if rng.random() < 0.33 else {}


def _broken(_world: World, rng: Random) -> bytes:
    return rng.choice((b"{", b"[]", b'"text"', b"\xff\xfe", b'{"a": 1, "a": 2}', b"{}", b'{"toNumber": 5}'))


# -- RevRing -------------------------------------------------------------------------------------------


def _revring_agent(world: World, rng: Random) -> dict[str, Any]:
    return {"name": f"{world.mark}agent", "promptTemplate": world.mark, "postCallWebhookUrl": world.sink(rng)}


def _revring_call(world: World, rng: Random) -> dict[str, Any]:
    numbers = {"toNumber": world.number(rng), "fromNumber": world.number(rng)}
    agent = world.pick("revring.agent", rng) or f"{world.mark}agent"
    return {"agentId": agent, **numbers, "variables": {"mark": world.mark}, "skipQueue": rng.random() < 0.1}


def _revring_batch(world: World, rng: Random) -> dict[str, Any]:
    return {"ids": [world.pick("revring.call", rng) or "nobody" for _ in range(5)], "minimal": rng.random() < 0.5}


def _revring_message(world: World, rng: Random) -> dict[str, Any]:
    return {"to": world.number(rng), "from": world.number(rng), "body": world.mark, "messagingConnectionId": world.mark}


REVRING = (
    Act("revring", "agents.create", "POST", "/v1/agents", _revring_agent, (201,), 4, "agent", ("data", "id")),
    Act("revring", "calls.create", "POST", "/v1/calls", _revring_call, (201, 404, 429), 30, "call", ("data", "id"),
        _scenario),
    Act("revring", "calls.retrieve", "GET", "/v1/calls/{call}", weight=50),
    Act("revring", "calls.list", "GET", "/v1/calls?page=1&pageSize=20", weight=8),
    Act("revring", "calls.batch_get", "POST", "/v1/calls/batch-get", _revring_batch, weight=8),
    Act("revring", "calls.cancel", "POST", "/v1/calls/{call}/cancel", fine=(200, 409), weight=4),
    Act("revring", "agents.list", "GET", "/v1/agents", weight=3),
    Act("revring", "agents.retrieve", "GET", "/v1/agents/{agent}", weight=3),
    Act("revring", "messages.create", "POST", "/v1/messages", _revring_message, (201,), 2),
    Act("revring", "messages.list", "GET", "/v1/messages", weight=2),
    Act("revring", "calls.create, broken", "POST", "/v1/calls", _broken, (400,), 3),
    Act("revring", "no route", "GET", "/v1/nothing", fine=(404,), weight=1),
    Act("revring", "no method", "PUT", "/v1/calls", fine=(405,), weight=1),
)  # fmt: skip


# -- Ringyo --------------------------------------------------------------------------------------------


def _ringyo_agent(world: World, _rng: Random) -> dict[str, Any]:
    return {"name": f"{world.mark}agent", "system_prompt": world.mark, "voice_id": "v", "metadata": {"m": world.mark}}


def _ringyo_webhook(world: World, rng: Random) -> dict[str, Any]:
    return {"url": world.sink(rng), "events": ["call.completed"], "description": world.mark}


def _ringyo_call(world: World, rng: Random) -> dict[str, Any]:
    agent = world.pick("ringyo.agent", rng) or "nobody"
    return {"agent_id": agent, "phone_number": world.number(rng), "metadata": {"mark": world.mark}}


RINGYO = (
    Act("ringyo", "agents.create", "POST", "/v1/agents", _ringyo_agent, (201,), 4, "agent", ("id",)),
    Act("ringyo", "webhooks.create", "POST", "/v1/webhooks", _ringyo_webhook, (201,), 1, "webhook", ("id",)),
    Act("ringyo", "webhooks.delete", "DELETE", "/v1/webhooks/{webhook}", fine=(200, 404), weight=3),
    Act("ringyo", "calls.create", "POST", "/v1/calls", _ringyo_call, (201, 404, 429), 30, "call", ("id",), _scenario),
    Act("ringyo", "calls.get", "GET", "/v1/calls/{call}", weight=40),
    Act("ringyo", "calls.get, transcript", "GET", "/v1/calls/{call}?include=transcript", weight=10),
    Act("ringyo", "calls.list", "GET", "/v1/calls?limit=20", weight=8),
    Act("ringyo", "agents.list", "GET", "/v1/agents?limit=5", weight=3),
    Act("ringyo", "agents.get", "GET", "/v1/agents/{agent}", weight=3),
    Act("ringyo", "webhooks.list", "GET", "/v1/webhooks", weight=2),
    Act("ringyo", "calls.create, broken", "POST", "/v1/calls", _broken, (400,), 3),
    Act("ringyo", "no route", "GET", "/v1/nothing", fine=(404,), weight=1),
    Act("ringyo", "no method", "PUT", "/v1/calls", fine=(405,), weight=1),
)


# -- Revox ---------------------------------------------------------------------------------------------


def _assistant(world: World, rng: Random) -> dict[str, Any]:
    return {"name": f"{world.mark}assistant", "prompt": world.mark, "webhook_url": world.sink(rng)}


def _revox_call(world: World, rng: Random) -> dict[str, Any]:
    known = world.pick("revox.assistant", rng)
    who = {"assistant_id": known} if known and rng.random() < 0.5 else {"assistant": _assistant(world, rng)}
    skips = rng.random() < 0.8
    return {"phone_number": world.number(rng), **who, "metadata": {"mark": world.mark}, "skip_calling_window": skips}


def _search(_world: World, rng: Random) -> dict[str, Any]:
    lists = ("assignee_ids", "assistant_ids", "campaign_ids", "directions", "from_phone_numbers", "outcomes")
    filters: dict[str, Any] = {name: [] for name in (*lists, "results", "statuses")}
    return {**filters, "page": rng.randrange(1, 4), "page_size": 10}


def _campaign(world: World, rng: Random) -> dict[str, Any]:
    contacts = [
        {"to_phone_number": world.number(rng), "prompt_variables": {"mark": world.mark}}
        for _ in range(rng.randrange(4))
    ]
    assistant = world.pick("revox.assistant", rng) or "nobody"
    return {"name": f"{world.mark}campaign", "assistant_id": assistant, "contacts": contacts}


REVOX = (
    Act("revox", "assistants.create", "POST", "/assistants", _assistant, (200,), 4, "assistant", ("assistant", "id")),
    Act("revox", "assistants.list", "GET", "/assistants", weight=2),
    Act("revox", "call.create", "POST", "/api/call", _revox_call, (200, 404, 429), 30, "call", ("call", "id"),
        _scenario),
    Act("revox", "call.retrieve", "GET", "/call/{call}", weight=50),
    Act("revox", "call.list", "GET", "/call?page=1&page_size=10", weight=6),
    Act("revox", "call.search", "POST", "/call/search", _search, weight=6),
    Act("revox", "call.cancel", "POST", "/call/{call}/cancel", weight=3),
    Act("revox", "call.pause", "POST", "/call/{call}/pause", weight=3),
    Act("revox", "call.resume", "POST", "/call/{call}/resume", weight=3),
    Act("revox", "campaigns.create", "POST", "/campaigns", _campaign, (200, 400, 404), 1, "campaign",
        ("campaign", "id")),
    Act("revox", "campaigns.list", "GET", "/campaigns", weight=1),
    Act("revox", "campaigns.statistics", "GET", "/campaigns/{campaign}/statistics", weight=1),
    Act("revox", "campaigns.rows", "GET", "/campaigns/{campaign}/rows", weight=1),
    Act("revox", "campaigns.pause", "POST", "/campaigns/{campaign}/pause", weight=1),
    Act("revox", "campaigns.resume", "POST", "/campaigns/{campaign}/resume", fine=(200, 409), weight=1),
    Act("revox", "call.create, broken", "POST", "/call", _broken, (400,), 3),
    Act("revox", "no route", "GET", "/nothing", fine=(404,), weight=1),
    Act("revox", "no method", "PUT", "/call", fine=(405,), weight=1),
)  # fmt: skip

CALLERS = (*REVRING, *RINGYO, *REVOX)
