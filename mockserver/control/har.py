"""The journal as an HTTP Archive (HAR 1.2), which the developer tools of browsers open.

    record ─► har_entry ─► {"startedDateTime", "request", "response", "timings", …}      har_response ─► {"log": …}

Times are virtual, durations real. The journal does not store response headers, so these are empty, and the media type
of a response is inferred. Fields that begin with `_` are our own, as the specification allows.
"""

from collections.abc import AsyncIterator
from functools import lru_cache
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from starlette.responses import Response

from mockserver import __version__
from mockserver.control.curl import Site, url_of
from mockserver.control.request_serializer import RequestSerializer
from mockserver.providers import PROVIDERS
from mockserver.providers.base import JSON
from mockserver.simulation.durations import show_instant
from mockserver.simulation.sizes import CLIPPED_BYTES
from mockserver.world.journal import Record

_VERSION = "HTTP/1.1"
_UNKNOWN = -1  #: a size or a time that does not apply
_NO_MEDIA = "x-unknown"


async def har_response(entries: AsyncIterator[dict[str, Any]], site: Site) -> Response:
    """Return the response with these entries as one archive."""
    encode = msgspec.json.encode
    parts = [encode(entry) async for entry in entries]
    head = {"version": "1.2", "creator": {"name": "mockserver", "version": __version__}}
    comment = {"comment": f"World {site.world}. Times are virtual, durations real, secrets redacted."}
    log = b'%b,"entries":[%b],%b' % (encode(head)[:-1], b",".join(parts), encode(comment)[1:])
    return Response(b'{"log":%b}' % log, media_type="application/json")


def har_entry(record: Record, site: Site, serializer: RequestSerializer) -> dict[str, Any]:
    """Return a request and its response as an entry, without secrets."""
    url, shown = url_of(record, site), record.redacted()
    wait, delay = round(record.seconds * 1000, 3), round(record.delay * 1000, 3)
    findings = serializer.findings(record)
    comments = [*([record.note] if record.note else []), *(row["message"] for row in findings)]
    more = {
        "connection": str(record.connection) if record.connection else None,
        "comment": " ".join(comments) or None,
        "_fault": record.fault,
        "_call": record.call,
        "_operation": record.operation,
    }
    return {
        "startedDateTime": show_instant(record.at),
        "time": round(wait + delay, 3),
        "request": _request(record, shown, url),
        "response": _response(record, shown),
        "cache": {},
        "timings": {"blocked": delay or _UNKNOWN, "send": 0, "wait": wait, "receive": 0},
        **{name: value for name, value in more.items() if value is not None},
        "_id": record.number,
        "_call_status": serializer.call_status(record),
        "_findings": findings,
    }


def _request(record: Record, shown: Record, url: str) -> dict[str, Any]:
    request: dict[str, Any] = {
        "method": record.method,
        "url": url,
        "httpVersion": _VERSION,
        "cookies": [],
        "headers": [{"name": name, "value": value} for name, value in shown.headers],
        "queryString": [
            {"name": name, "value": value} for name, value in parse_qsl(shown.query, keep_blank_values=True)
        ],
        "headersSize": _UNKNOWN,
        "bodySize": _size(record, record.body),
    }
    if record.body:
        media = dict(record.headers).get("content-type", _NO_MEDIA)
        request["postData"] = {"mimeType": media, "text": shown.body.decode("utf-8", "replace")}
    return request


def _response(record: Record, shown: Record) -> dict[str, Any]:
    content = {"size": len(record.answer), "mimeType": _media(record), "text": shown.answer.decode("utf-8", "replace")}
    return {
        "status": record.status,
        "statusText": _phrase(record.status),
        "httpVersion": _VERSION,
        "cookies": [],
        "headers": [],
        "content": content | ({"comment": "The bodies were dropped to save memory."} if record.bare else {}),
        "redirectURL": "",
        "headersSize": _UNKNOWN,
        "bodySize": _size(record, record.answer),
    }


def _size(record: Record, body: bytes) -> int:
    """Return the size of a body; -1 if it was not stored completely."""
    return _UNKNOWN if record.bare or len(body) > CLIPPED_BYTES else len(body)


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:  # 0: no answer
        return ""


def _media(record: Record) -> str:
    """Return the media type of a response, inferred from the operation and the beginning of the body."""
    media = _declared(record.provider, record.operation)
    if not record.answer:
        return _NO_MEDIA
    if media != JSON and 200 <= record.status < 300:
        return media
    beginning = record.answer.lstrip()[:1]
    return JSON if beginning in (b"{", b"[") else "text/html" if beginning == b"<" else "text/plain"


@lru_cache(512)
def _declared(provider: str, operation: str | None) -> str:
    """Return the media type that an operation declares for its success."""
    if operation is None or provider not in PROVIDERS:
        return JSON
    return next((row.media for row in PROVIDERS[provider].operations if row.name == operation), JSON)
