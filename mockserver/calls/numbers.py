"""Phone numbers: E.164 form, and the time zone of a number.

Zones come from Google's metadata (`phonenumbers`, loaded when first needed). If several zones are possible, the number
gets the main zone of its country calling code. Personal numbers (+1 500, including the magic numbers) have no zone.
"""

import re
from functools import lru_cache

E164 = re.compile(r"\+[1-9]\d{1,14}\Z", re.ASCII)

_MAIN_ZONES = {
    1: "America/New_York",
    7: "Europe/Moscow",
    33: "Europe/Paris",
    34: "Europe/Madrid",
    44: "Europe/London",
    49: "Europe/Berlin",
    52: "America/Mexico_City",
    55: "America/Sao_Paulo",
    56: "America/Santiago",
    61: "Australia/Sydney",
    62: "Asia/Jakarta",
    64: "Pacific/Auckland",
    351: "Europe/Lisbon",
}


def is_e164(number: str) -> bool:
    """Return whether `number` has E.164 form: a plus sign, then 2 to 15 digits, the first not 0."""
    return E164.match(number) is not None


@lru_cache(maxsize=10_000)
def zone_of(number: str) -> str | None:
    """Return the IANA zone of an E.164 number, or None if it is not known."""
    import phonenumbers
    from phonenumbers.timezone import UNKNOWN_TIMEZONE, time_zones_for_number

    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return None
    if phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.PERSONAL_NUMBER:
        return None
    zones = time_zones_for_number(parsed)
    main = _MAIN_ZONES.get(parsed.country_code or 0)
    if main is not None and (main in zones or len(zones) > 1):
        return main
    return None if zones[0] == UNKNOWN_TIMEZONE else zones[0]
