"""RevRing: single outbound and inbound calls by an agent, with a limit of concurrency and a queue.

`routes` takes requests, `listing` answers the list, `render` shows calls. Sources and choices: README.md.
"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from mockserver.providers.base import Provider
from mockserver.providers.revring import render, routes
from mockserver.providers.revring.errors import CODES, refuse
from mockserver.providers.revring.options import RevRingOptions, limits


def _key(headers: Mapping[str, str]) -> str | None:
    return headers.get("x-api-key", "").strip() or None


REVRING = Provider(
    name="revring",
    title="RevRing",
    base="/v1",
    hosts=("api.revring.ai",),
    key_of=_key,
    refuse=refuse,
    operations=routes.OPERATIONS,
    phases=render.PHASES,
    ends=render.ENDS,
    vocabulary=render.VOCABULARY,
    word=render.call_status,
    status=render.status,
    options=RevRingOptions,
    limits=limits,
    inbound=routes.inbound,
    codes=CODES,
    folder=Path(__file__).parent,
    environment={"REVRING_BASE_URL": "url", "REVRING_API_KEY": "key"},
)
