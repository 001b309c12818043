"""Revox: call orders that are retried inside calling windows until they reach a human.

`routes` takes requests, `render` shows orders, `retries` says when to dial again. Sources and choices: README.md.
"""

from collections.abc import Mapping
from pathlib import Path

from mockserver.providers.base import Provider
from mockserver.providers.revox import render, routes
from mockserver.providers.revox.errors import CODES, refuse
from mockserver.providers.revox.options import RevoxOptions, limits


def _key(headers: Mapping[str, str]) -> str | None:
    scheme, _, key = headers.get("authorization", "").partition(" ")
    return key.strip() if scheme.lower() == "bearer" else None


REVOX = Provider(
    name="revox",
    title="Revox",
    base="/api",
    hosts=("www.getrevox.com", "getrevox.com"),
    aliases=("/api",),
    key_of=_key,
    refuse=refuse,
    operations=routes.OPERATIONS,
    phases=render.PHASES,
    ends=render.ENDS,
    vocabulary=render.VOCABULARY,
    word=render.order_status,
    status=render.status,
    options=RevoxOptions,
    limits=limits,
    inbound=routes.inbound,
    codes=CODES,
    folder=Path(__file__).parent,
    environment={"REVOX_BASE_URL": "url", "REVOX_API_KEY": "key"},
)
