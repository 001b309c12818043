"""Ringyo: one call per request, polled by its status; answers leave out what does not apply yet.

`routes` takes requests, `listing` pages them, `render` shows calls. Sources and choices: README.md.
"""

from pathlib import Path

from mockserver.providers.base import Provider, bearer_key
from mockserver.providers.ringyo import render, routes
from mockserver.providers.ringyo.errors import CODES, refuse
from mockserver.providers.ringyo.options import RingyoOptions, limits
from mockserver.providers.ringyo.rates import tell_rate

RINGYO = Provider(
    name="ringyo",
    title="Ringyo",
    base="/v1",
    hosts=("api.ringyo.ai",),
    key_of=bearer_key,
    refuse=refuse,
    operations=routes.OPERATIONS,
    phases=render.PHASES,
    ends=render.ENDS,
    vocabulary=render.VOCABULARY,
    word=render.call_status,
    status=render.status,
    options=RingyoOptions,
    limits=limits,
    inbound=routes.inbound,
    codes=CODES,
    folder=Path(__file__).parent,
    finish=tell_rate,
    environment={"RINGYO_BASE_URL": "url", "RINGYO_API_KEY": "key"},
)
