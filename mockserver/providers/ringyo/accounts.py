"""Agents and phone numbers as far as calls need them: found, adopted on first sight, or refused.

Both are documents as agents/get and phone-numbers/get show them (collections `ringyo.agents` and
`ringyo.phone_numbers`). In profile `strict` nothing is adopted. The endpoints of these resources are not here.
"""

from mockserver.documents import Document
from mockserver.durations import show_seconds
from mockserver.providers.base import Refusal, options_of, strict
from mockserver.world import World

AGENTS = "ringyo.agents"
NUMBERS = "ringyo.phone_numbers"
PRIMARY = "+18005551234"  #: adopted as the account's number where it has none


def agent_for(world: World, agent_id: str) -> str:
    """The id of the agent that a call names, made sure to exist.

    Raises:
        Refusal: 404 `agent_not_found`: unknown in profile `strict`, or inactive where that is not allowed.
    """
    agents = world.collection(AGENTS)
    agent = agents.get(agent_id)
    if agent is None and not strict(world):
        agent = agents.insert(agent_id, new_agent(world, agent_id))
    usable = options_of(world, "ringyo").inactive_agents
    if agent is None or (agent["status"] == "inactive" and not usable):
        what = "is inactive" if agent else "does not exist"
        raise Refusal(404, "agent_not_found", f"The agent {agent_id!r} {what}.", {"agent_id": agent_id})
    return agent_id


def new_agent(world: World, agent_id: str) -> Document:
    """An agent with the documented defaults."""
    at = show_seconds(world.now)
    return {
        "id": agent_id,
        "name": f"Agent {agent_id.removeprefix('agent_')}",
        "system_prompt": "You are a helpful assistant on the phone.",
        "voice_id": "sarah-professional",
        "first_message": None,
        "language": "en-US",
        "model": "gpt-4o",
        "temperature": 0.7,
        "max_tokens": 150,
        "interruption_threshold": 0.5,
        "end_call_phrases": [],
        "status": "active",
        "metadata": {},
        "created_at": at,
        "updated_at": at,
    }


def from_number_for(world: World, number: str | None) -> str:
    """The number that a call is made from: the one named, else the oldest active one that can speak.

    Raises:
        Refusal: 400 `invalid_from_number`: not a number of the account, in profile `strict`.
    """
    number = number or _oldest(world) or (None if strict(world) else PRIMARY)
    if number is None:
        raise Refusal(400, "invalid_from_number", "The account has no active number that can make calls.")
    if number_document(world, number) is None:
        message = f"The account does not own the number {number!r}."
        raise Refusal(400, "invalid_from_number", message, {"from_number": number})
    return number


def number_document(world: World, number: str) -> Document | None:
    """The account's number of that form, adopted if need be; None if unknown in profile `strict`."""
    numbers = world.collection(NUMBERS)
    found = numbers.first(lambda document: bool(document["phone_number"] == number))
    if found is None and not strict(world):
        made = _new_number(world, number)
        return numbers.insert(made["id"], made)
    return found


def _oldest(world: World) -> str | None:
    able = [
        document
        for document in world.collection(NUMBERS)
        if document["status"] == "active" and document["capabilities"]["voice"]
    ]
    oldest = min(able, key=lambda document: str(document["created_at"]), default=None)
    return None if oldest is None else str(oldest["phone_number"])


def _new_number(world: World, number: str) -> Document:
    at = show_seconds(world.now)
    letters = world.draws.letters(f"ringyo:number:{number}", 12)
    return {
        "id": f"pn_{letters}",
        "phone_number": number,
        "friendly_name": number,
        "country": _country(number),
        "region": None,
        "capabilities": {"voice": True, "sms": False},
        "status": "active",
        "default_agent_id": None,
        "created_at": at,
        "updated_at": at,
    }


def _country(number: str) -> str:
    """The two-letter country of a number; US where it cannot be told."""
    import phonenumbers

    try:
        return phonenumbers.region_code_for_number(phonenumbers.parse(number)) or "US"
    except phonenumbers.NumberParseException:
        return "US"
