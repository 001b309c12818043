"""Validate requests: JSON, types, and formats of values.

Types are checked in every profile; formats (numbers, zones, times of day, URLs, addresses) in all but `lenient`. Fields
that no version of the API has are rejected in `strict` only, at every depth. Stored objects are not checked here.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn, TypeVar

from msgspec import UNSET, DecodeError, Struct, UnsetType, json

from mockserver.calls.numbers import is_e164
from mockserver.calls.windows import known_zone
from mockserver.providers.base import Refusal, Request, lenient, strict
from mockserver.providers.bodies import BadBody, read_object, typed_body
from mockserver.providers.derived import sent
from mockserver.providers.queries import read_query
from mockserver.providers.revox import retries
from mockserver.providers.revox.assistant_parts import RetryConfig, SlackSent, Tool
from mockserver.providers.revox.errors import CODES
from mockserver.world.world import World

T = TypeVar("T", bound=Struct)
_URL = re.compile(r"https?://[^\s/]+\S*\Z", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s@,]+@[^\s@,]+\.[^\s@,.]+\Z")
_ELEVENLABS_SPEEDS = (0.7, 1.2)
_SNAKE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*\Z")


def decode(world: World, request: Request, kind: type[T]) -> T:
    """Return the typed body of a request.

    Raises:
        Refusal: 400; it is not JSON, has a wrong type, or (profile `strict`) contains an unknown field at any depth.
    """
    return typed(world, request, parse(request), kind)


def parse(request: Request) -> dict[str, Any]:
    """Return the JSON object in a request.

    Raises:
        Refusal: 400; the body is not a JSON object.
    """
    try:
        return read_object(request.body)
    except BadBody as bad:
        raise _refusal(bad) from None


def typed(world: World, request: Request, given: dict[str, Any], kind: type[T]) -> T:
    """Convert the JSON object of a request to a typed body.

    Raises:
        Refusal: 400; it has a wrong type, or (profile `strict`) contains an unknown field at any depth.
    """
    try:
        return typed_body(world, request, given, kind)
    except BadBody as bad:
        raise _refusal(bad) from None


def _refusal(bad: BadBody) -> Refusal:
    code = CODES.bad_json if bad.malformed else CODES.bad_body
    return Refusal(400, code, bad.message, {"path": bad.path} if bad.path else None)


def decode_query(world: World, request: Request, kind: type[T], *required: str) -> T:
    """Return the typed query of a request.

    In profile `lenient` an invalid parameter counts as not given. `required` are the parameters that only profile
    `strict` requires.

    Raises:
        Refusal: 400; a parameter is invalid, or a required one is missing.
    """
    try:
        query, problems = read_query(request, kind)
    except BadBody as bad:
        reject(bad.path, f"{bad.message} It is a query parameter.")
    if problems and not lenient(world):
        reject(problems[0].name, problems[0].message)
    missing = [name for name in required if not request.query_value(name)] if strict(world) else []
    if missing:
        reject(missing[0], f"The query parameter {missing[0]} is required.")
    return query


def reject(path: str, message: str) -> NoReturn:
    """Reject the value of a field.

    Raises:
        Refusal: always; 400 with the field's path.
    """
    raise Refusal(400, CODES.bad_body, message, {"path": path})


def check_number(path: str, number: object) -> None:
    """Check that a phone number, if one is given, has E.164 format.

    Raises:
        Refusal: 400; it does not.
    """
    if isinstance(number, str) and not is_e164(number):
        reject(path, f"{path} is {number!r}; expected an E.164 number such as +14155550142.")


def check_retries(config: RetryConfig, path: str) -> None:
    """Check the zone and the times of day of a retry configuration.

    Raises:
        Refusal: 400; one of them is invalid.
    """
    if config.timezone is not None and not known_zone(config.timezone):
        message = f"{path}.timezone is {config.timezone!r}; expected an IANA zone such as Europe/Paris."
        reject(f"{path}.timezone", message)
    for window in config.calling_windows or ():
        try:
            retries.parse_time(window.calling_window_start_time)
            retries.parse_time(window.calling_window_end_time)
        except ValueError as error:
            reject(path, f"{path}.calling_windows: {error}.")


def check_assistant(world: World, body: Struct, path: str = "") -> None:
    """Check the formats of an assistant's fields, except in profile `lenient`.

    `path` is the position of the assistant in the body, with a trailing dot.

    Raises:
        Refusal: 400; a number, zone, time of day, URL, e-mail address, speed of a voice, or a name or template of a
            tool is invalid.
    """
    if lenient(world):
        return
    given = sent(body)
    for name, number in _numbers(given):
        check_number(path + name, number)
    for name, url in _urls(given):
        if isinstance(url, str) and url and not _URL.match(url):
            reject(path + name, f"{path}{name} is {url[:80]!r}; expected a URL such as https://example.com/hook.")
    lookup = given.get("precall_lookup_url")
    if lookup is not None and "{{phone}}" not in lookup:
        reject(f"{path}precall_lookup_url", f"{path}precall_lookup_url is {lookup[:80]!r}; must contain {{{{phone}}}}.")
    if "call_retry_config" in given:
        check_retries(given["call_retry_config"], f"{path}call_retry_config")
    _check_addresses(given.get("email_notification_address"), f"{path}email_notification_address")
    if "voice" in given:
        check_speed(given["voice"].provider, given["voice"].speed, f"{path}voice.speed")
    _check_slack(given.get("slack"), f"{path}slack")
    _check_tools(given.get("custom_tools") or [], f"{path}custom_tools")


def _check_slack(slack: SlackSent | None, path: str) -> None:
    if slack is not None and slack.channels is UNSET and slack.channel_id is UNSET:
        reject(path, f"{path}.channels is required.")


def _numbers(given: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    yield "from_phone_number", given.get("from_phone_number")
    yield "transfer_phone_number", given.get("transfer_phone_number")
    for index, destination in enumerate(given.get("transfer_destinations") or ()):
        yield f"transfer_destinations[{index}].phone_number", destination.phone_number


def _urls(given: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    for name in ("logo_url", "precall_lookup_url", "webhook_url"):
        yield name, given.get(name)
    if given.get("calendly") is not None:
        yield "calendly.event_type_id", given["calendly"].event_type_id
    for index, tool in enumerate(given.get("custom_tools") or ()):
        yield f"custom_tools[{index}].url", tool.url


def _check_addresses(given: object, path: str) -> None:
    """Check one e-mail address, or several separated by commas."""
    for address in given.split(",") if isinstance(given, str) else ():
        if not _ADDRESS.match(address.strip()):
            message = f"{path} contains {address.strip()[:80]!r}; expected e-mail addresses, separated by commas."
            reject(path, message)


def check_speed(provider: str, speed: float | UnsetType, path: str) -> None:
    """Check the speed of a voice if its provider's range is narrower than the schema's 0.6 to 1.5.

    Raises:
        Refusal: 400; it is out of range.
    """
    slowest, fastest = _ELEVENLABS_SPEEDS
    if provider == "elevenlabs" and isinstance(speed, int | float) and not slowest <= speed <= fastest:
        reject(path, f"{path} is {speed}; voices of elevenlabs allow {slowest} to {fastest}.")


def _check_tools(tools: list[Tool], path: str) -> None:
    names: set[str] = set()
    for index, tool in enumerate(tools):
        where = f"{path}[{index}].name"
        if not _SNAKE.match(tool.name):
            reject(where, f"{where} is {tool.name[:80]!r}; expected lowercase_snake_case such as book_meeting.")
        if tool.name in names:
            reject(where, f"{where} is {tool.name!r}, which another tool has too; names of tools must be unique.")
        names.add(tool.name)
        _check_template(tool.body_template, f"{path}[{index}].body_template")


def _check_template(template: str | None, path: str) -> None:
    """Check that a template is JSON. Its placeholders must be in quotes."""
    try:
        json.decode(template or "null")
    except DecodeError as error:
        message = f'{path} is not JSON: {error}. Put placeholders in quotes, as in {{"name": "{{{{name}}}}"}}.'
        reject(path, message)
