"""A visitor's browser requests a token and talks to an agent. Pages of any origin may do that, and no key is needed.

Source: the package @revring/webrtc-sdk 1.0.5. The token has the format of a Twilio Voice access token. Sound is not
simulated, but the call is: it exists at once, with `source: "web_widget"`, and runs its scenario.
"""

from base64 import urlsafe_b64encode
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, TypedDict

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from mockserver.providers.base import Answer, Inbound, Operation, Request, answer
from mockserver.providers.revring.agents import inbound_agent
from mockserver.providers.revring.checks import number_issues, read_body
from mockserver.providers.revring.errors import Issue
from mockserver.providers.revring.fields import Phone
from mockserver.providers.revring.orders import from_browser
from mockserver.world.world import World

PATH = "/webrtc/initiate-call"
LIFETIME = 3600  #: seconds until a token expires, by its own claim


class WebCallCreate(Struct, kw_only=True, rename="camel"):
    """`POST /webrtc/initiate-call`: the number or the agent to call."""

    to_number: Phone | UnsetType = UNSET
    agent_id: Annotated[str, Meta(min_length=1)] | UnsetType = UNSET


class TokenReply(TypedDict):
    """A token in the format of Twilio's Voice access tokens; no phone network accepts it. There is no envelope."""

    token: str


def create_web_call(world: World, request: Request) -> Answer:
    """`POST /webrtc/initiate-call`: a token for the browser; the call begins at once. No key is needed."""
    body = read_body(world, request, WebCallCreate, _number_issues, _target_issues)
    agent_id = None if body.agent_id is UNSET else body.agent_id
    number = body.to_number if body.to_number is not UNSET else inbound_agent(world, agent_id, "").id
    visitor = world.serial("revring.visitor")
    identity = f"web-{world.randomness.letters(f'revring:visitor:{visitor}', 12)}"
    caller = Inbound(from_number=f"client:{identity}", to_number=number, agent=agent_id, scenario=request.scenario)
    call = world.place(from_browser(world, caller))
    request.call = call.id
    return answer(TokenReply(token=_token(world, identity)))


def _number_issues(given: Mapping[str, Any]) -> Iterator[Issue]:
    return number_issues("toNumber", given.get("to_number"))


def _target_issues(body: WebCallCreate) -> Iterator[Issue]:
    if body.to_number is UNSET and body.agent_id is UNSET:
        yield Issue(("agentId",), "Neither agentId nor toNumber was sent; expected one of them.")


def _token(world: World, identity: str) -> str:
    """Return a token in Twilio's format: header, claims, signature. The signature is random, not computed."""

    def sid(kind: str, purpose: str) -> str:
        return kind + world.randomness.uuid(f"revring:twilio:{purpose}").replace("-", "")

    issued, key = int(world.now.timestamp()), sid("SK", "key")
    voice = {"incoming": {"allow": False}, "outgoing": {"application_sid": sid("AP", "application")}}
    claims = {
        "jti": f"{key}-{issued}",
        "grants": {"identity": identity, "voice": voice},
        "iat": issued,
        "exp": issued + LIFETIME,
        "iss": key,
        "sub": sid("AC", "account"),
    }
    header = {"cty": "twilio-fpa;v=1", "typ": "JWT", "alg": "HS256"}
    signature = "".join(world.randomness.letters(f"revring:token:{identity}:{half}", 22) for half in "ab")[:43]
    return f"{_encoded(header)}.{_encoded(claims)}.{signature}"


def _encoded(value: object) -> str:
    return urlsafe_b64encode(msgspec.json.encode(value)).decode().rstrip("=")


OPERATIONS = (Operation("POST", PATH, "web_calls.create", create_web_call, body=WebCallCreate, reply=TokenReply),)
