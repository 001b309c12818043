"""Phone numbers: which are E.164, and their time zones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

from mockserver.calls.numbers import is_e164, zone_of
from mockserver.calls.windows import known_zone


@pytest.mark.parametrize("number", ["+14155550142", "+33612345678", "+12", "+123456789012345", "+15005551120"])
def test_a_plus_and_two_to_fifteen_digits_are_e164(number: str) -> None:
    assert is_e164(number)


@pytest.mark.parametrize(
    "number",
    [
        "",
        "+",
        "+1",
        "+1234567890123456",
        "+0123456789",
        "14155550142",
        "+1 415 555 0142",
        "+1415555014a",
        "tel:+14155550142",
        "+14155550142\n",
        "+١٤١٥٥٥٥٠١٤٢",
        "+1415\x005550142",
    ],
)
def test_anything_else_is_not_e164(number: str) -> None:
    assert not is_e164(number)


@pytest.mark.parametrize(
    ("number", "zone"),
    [
        ("+33612345678", "Europe/Paris"),
        ("+442079460000", "Europe/London"),
        ("+447911123456", "Europe/London"),
        ("+4930123456", "Europe/Berlin"),
        ("+919876543210", "Asia/Calcutta"),
        ("+81312345678", "Asia/Tokyo"),
        ("+61412345678", "Australia/Sydney"),
        ("+56221234567", "America/Santiago"),
    ],
)
def test_a_number_is_in_the_time_zone_of_its_country(number: str, zone: str) -> None:
    assert zone_of(number) == zone


@pytest.mark.parametrize("number", ["+18005551212", "+18885551212"])
def test_a_number_of_several_zones_is_in_the_main_one_of_its_calling_code(number: str) -> None:
    assert zone_of(number) == "America/New_York"


@pytest.mark.parametrize("number", ["+15005551120", "+15005550000", "+15005559999"])
def test_magic_numbers_have_no_time_zone(number: str) -> None:
    assert zone_of(number) is None


@pytest.mark.parametrize("number", ["", "nonsense", "+", "+999123456", "+80012345678", "+8835100012345"])
def test_numbers_without_a_country_have_no_time_zone(number: str) -> None:
    assert zone_of(number) is None


@pytest.mark.parametrize(
    ("number", "country", "area"),
    [
        ("+14155550142", "America/New_York", "America/Los_Angeles"),
        ("+15555550100", "America/New_York", None),
        ("+34922123456", "Europe/Madrid", "Atlantic/Canary"),
        ("+353861234567", "Europe/Dublin", "Europe/Dublin"),
        ("+74232123456", "Europe/Moscow", "Asia/Vladivostok"),
        ("+15005551120", None, None),
    ],
)
def test_the_calling_code_decides_alone_unless_the_area_is_asked_for(
    number: str, country: str | None, area: str | None
) -> None:
    assert (zone_of(number), zone_of(number, by_area=True)) == (country, area)


@given(st.from_regex(r"\+[1-9][0-9]{1,14}", fullmatch=True), st.booleans())
def test_the_time_zone_lookup_never_fails(number: str, by_area: bool) -> None:
    zone = zone_of(number, by_area=by_area)
    assert zone is None or "/" in zone


def test_every_calling_code_of_a_country_has_an_existing_zone() -> None:
    codes = [code for code, regions in COUNTRY_CODE_TO_REGION_CODE.items() if regions != ("001",)]
    assert len(codes) > 200
    assert [code for code in codes if not known_zone(zone_of(f"+{code}1234567"))] == []
