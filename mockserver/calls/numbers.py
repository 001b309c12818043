"""Phone numbers: E.164 form, and the time zone of a number.

Zones come from Google's metadata (`phonenumbers`, loaded when first needed). A country calling code has one zone here,
or a number has the zone of its area. Personal numbers (+1 500, including the magic numbers) have no zone.
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

E164 = re.compile(r"\+[1-9]\d{1,14}\Z", re.ASCII)

_MAIN_ZONES = {
    1: "America/New_York",
    7: "Europe/Moscow",
    34: "Europe/Madrid",
    39: "Europe/Rome",
    44: "Europe/London",
    47: "Europe/Oslo",
    52: "America/Mexico_City",
    55: "America/Sao_Paulo",
    61: "Australia/Sydney",
    62: "Asia/Jakarta",
    64: "Pacific/Auckland",
    243: "Africa/Kinshasa",
    262: "Indian/Reunion",
    299: "America/Nuuk",
    351: "Europe/Lisbon",
    353: "Europe/Dublin",
    358: "Europe/Helsinki",
    593: "America/Guayaquil",
    599: "America/Curacao",
    686: "Pacific/Tarawa",
    689: "Pacific/Tahiti",
    691: "Pacific/Pohnpei",
    976: "Asia/Ulaanbaatar",
}  #: of the calling codes for which the metadata has several zones


def is_e164(number: str) -> bool:
    """Return whether `number` has E.164 form: a plus sign, then 2 to 15 digits, the first not 0."""
    return E164.match(number) is not None


@lru_cache(maxsize=10_000)
def zone_of(number: str, *, by_area: bool = False) -> str | None:
    """Return the IANA zone of an E.164 number, or None if it is not known.

    By default the country calling code decides alone. With `by_area` the area decides, where the number names one.
    """
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return None
    if phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.PERSONAL_NUMBER:
        return None
    return _zone_of_area(parsed) if by_area else _zone_of_code(parsed.country_code or 0)


def _zone_of_code(code: int) -> str | None:
    """Return the zone of a country calling code: its only one, else its main one."""
    from phonenumbers.tzdata import TIMEZONE_DATA

    zones: tuple[str, ...] = TIMEZONE_DATA.get(str(code), ())
    return _MAIN_ZONES.get(code) or next(iter(zones), None)


def _zone_of_area(parsed: "PhoneNumber") -> str | None:
    """Return the zone of a number's area; if there are several, the main one of its country calling code."""
    from phonenumbers.timezone import UNKNOWN_TIMEZONE, time_zones_for_number

    zones = time_zones_for_number(parsed)
    main = _MAIN_ZONES.get(parsed.country_code or 0)
    if main is not None and len(zones) > 1:
        return main
    return None if zones[0] == UNKNOWN_TIMEZONE else zones[0]
