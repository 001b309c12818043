"""Metrics for Prometheus: what the server holds at the moment, and totals of what has happened.

    first scrape ─► `Totals` of the journals so far, and of every request from then on
    each scrape  ─► count calls, deliveries and rules, a slice at a time ─► families ─► text

Until the first scrape nothing is counted, so a server without Prometheus does no work for it. Totals never decrease.
Whatever can decrease is a gauge. The library (extra `metrics`) is imported with the first scrape.
"""

import asyncio
import platform
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from time import perf_counter
from typing import TYPE_CHECKING, Any, NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from mockserver import __version__
from mockserver.calls.call import Call
from mockserver.calls.events import ENDED
from mockserver.control import ADMIN
from mockserver.control.admin_route import TEXT, AdminRoute, Reply
from mockserver.control.events import Streams
from mockserver.control.http import error_response
from mockserver.gateway.exchange import Exchange
from mockserver.world.journal import Record
from mockserver.world.observer import Changes
from mockserver.world.world import World

if TYPE_CHECKING:
    from prometheus_client.metrics_core import Metric

_NOT_INSTALLED = (
    "Metrics need the Python package prometheus-client, which is not installed. Install it with "
    "`pip install voice-mockserver[metrics]`, and start the server again."
)
_SLICE = 500  #: calls or deliveries that are counted before other requests are answered


class Sample(NamedTuple):
    """One metric with the values of all its labels."""

    name: str
    help: str
    labels: tuple[str, ...]
    values: Mapping[tuple[str, ...], float]
    is_total: bool = False


class Totals:
    """Requests and fired faults since the server started, as far as the journals had them at the first scrape."""

    def __init__(self, worlds: Iterable[World]) -> None:
        self.requests: Counter[tuple[str, ...]] = Counter()
        self.faults: Counter[tuple[str, ...]] = Counter()
        for world in worlds:
            self._count(world.journal)

    def changed(self, _world: World, changes: Changes) -> None:
        """Count the new requests of a world."""
        self._count(changes.requests)

    def swapped(self, _world: World, _what: str) -> None:
        """Do nothing: the requests of a world that is gone stay counted."""

    def _count(self, records: Iterable[Record]) -> None:
        for record in records:
            status = f"{record.status // 100}xx" if record.status else "none"
            self.requests[record.provider or "none", record.operation or "unmatched", status] += 1
            if record.fault is not None:
                self.faults[record.provider or "none", record.fault.rpartition(" ")[2]] += 1


class Metrics:
    """The metrics of a server."""

    def __init__(self, exchange: Exchange, streams: Streams) -> None:
        self._exchange, self._streams = exchange, streams
        self._totals: Totals | None = None

    async def samples(self) -> list[Sample]:
        """Return all metrics as they are now."""
        worlds = list(self._exchange.worlds.values())
        now = [*self._of_server(worlds), *self._of_requests(worlds), *_planned_faults(worlds)]
        return [*now, *await _of_calls(worlds)]

    def _of_server(self, worlds: list[World]) -> Iterator[Sample]:
        held, streams = self._exchange.worlds, self._streams
        dropped = held.dropped()
        journal: dict[tuple[str, ...], float] = {
            ("bodies",): dropped["journal_bodies"],
            ("records",): dropped["journal_records"],
        }
        yield _single("mockserver_uptime_seconds", "Real time since the server was started.", self._uptime)
        yield _single("mockserver_worlds", "Worlds that the server holds.", len(worlds))
        yield _single("mockserver_journal_bytes", "Bytes that all journals hold.", held.journal_bytes)
        text = "Bodies and records that were dropped to keep the journals within their limit."
        yield Sample("mockserver_journal_dropped", text, ("what",), journal, is_total=True)
        yield _single("mockserver_event_stream_subscribers", "Open event streams.", streams.readers)
        text = "Events that were published since the first event stream was opened."
        yield Sample("mockserver_event_stream_events", text, (), {(): streams.count}, is_total=True)

    def _of_requests(self, worlds: list[World]) -> Iterator[Sample]:
        if self._totals is None:
            self._totals = Totals(worlds)
            self._exchange.observe().listeners.append(self._totals)
        requests, faults = dict(self._totals.requests), dict(self._totals.faults)
        text = "Requests to providers. status is the class of the response, or none if a fault left no response."
        yield Sample("mockserver_requests", text, ("provider", "operation", "status"), requests, is_total=True)
        text = "Requests on which a planned fault fired."
        yield Sample("mockserver_faults_fired", text, ("provider", "fault"), faults, is_total=True)

    @property
    def _uptime(self) -> float:
        return perf_counter() - self._exchange.began


class _Collector:
    """Hands finished samples to the library."""

    def __init__(self, samples: list[Sample]) -> None:
        self._samples = samples

    def collect(self) -> "Iterator[Metric]":
        """Yield a family for each metric."""
        from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily

        facts = {"version": __version__, "python": platform.python_version()}
        yield InfoMetricFamily("mockserver_build", "The version of mockserver and of Python.", value=facts)
        for sample in self._samples:
            kind = CounterMetricFamily if sample.is_total else GaugeMetricFamily
            family = kind(sample.name, sample.help, labels=sample.labels)
            for labels, value in sorted(sample.values.items()):
                family.add_metric(labels, value)
            yield family


async def get_metrics(request: Request) -> Response:
    """`GET /__admin/metrics`: text for Prometheus, or OpenMetrics if the client prefers it."""
    try:
        text = await asyncio.to_thread(_library)
    except ImportError:
        return error_response(501, "not_installed", _NOT_INSTALLED)
    metrics: Metrics = request.app.state.metrics
    body, media = text(await metrics.samples(), request.headers.get("accept", ""))
    return Response(body, headers={"content-type": media})


def _library() -> Any:
    """Return a function from samples and the header `Accept` to text and its media type. The import takes long.

    Raises:
        ImportError: the extra `metrics` is not installed.
    """
    from prometheus_client.exposition import choose_encoder
    from prometheus_client.registry import CollectorRegistry

    def text(samples: list[Sample], accept: str) -> tuple[bytes, str]:
        registry = CollectorRegistry()
        registry.register(_Collector(samples))
        encode, media = choose_encoder(accept)
        return encode(registry), media

    return text


def _single(name: str, text: str, value: float) -> Sample:
    return Sample(name, text, (), {(): value})


async def _of_calls(worlds: list[World]) -> list[Sample]:
    calls = await _counted(_phase(call) for world in worlds for call in [*world.calls.values()])
    rows = ((row.message.provider, str(row.state)) for world in worlds for row in world.outbox.deliveries)
    deliveries = await _counted(rows)
    text = "Calls of all worlds by their phase, without the samples of the documentation."
    more = "Webhook deliveries in the logs of all worlds, by their outcome so far."
    return [
        Sample("mockserver_calls", text, ("provider", "phase"), calls),
        Sample("mockserver_deliveries", more, ("provider", "outcome"), deliveries),
    ]


def _planned_faults(worlds: list[World]) -> Iterator[Sample]:
    """Yield how many rules there are, and what they have matched and fired. They end with their rules, so these are no
    totals."""
    count: Counter[tuple[str, ...]] = Counter()
    matched, fired = count.copy(), count.copy()
    for rule in (rule for world in worlds for rule in world.faults):
        kind = (str(rule.fault.kind),)
        count[kind] += 1
        matched[kind] += rule.tally.matched
        fired[kind] += rule.tally.fired
    name, labels = "mockserver_planned_faults", ("fault",)
    yield Sample(name, "Rules of planned faults that are in effect.", labels, count)
    yield Sample(f"{name}_matched", "Requests that the rules in effect have matched.", labels, matched)
    yield Sample(f"{name}_fired", "Requests on which the rules in effect have fired.", labels, fired)


async def _counted(keys: Iterable[tuple[str, str] | None]) -> Mapping[tuple[str, ...], float]:
    """Count keys. Let the loop serve other requests meanwhile."""
    counts: Counter[tuple[str, ...]] = Counter()
    for number, key in enumerate(keys, 1):
        if key is not None:
            counts[key] += 1
        if number % _SLICE == 0:
            await asyncio.sleep(0)
    return counts


def _phase(call: Call) -> tuple[str, str] | None:
    if call.example:
        return None
    return call.provider, str(ENDED if call.closed else call.view().phase)


ROUTES = [
    AdminRoute(f"{ADMIN}/metrics", get_metrics, of_world=False, reply=Reply(str, media=TEXT)),
]
