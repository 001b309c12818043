"""The check of all responses against the OpenAPI documents finds errors. (The suite checks the documents.)"""

import pytest

from mockserver.providers import PROVIDERS
from mockserver.providers.base import Answer, answer
from mockserver.testing.answer_validation import OffSchema
from mockserver.testing.api_client import ApiClient
from tests.documented_answers import validate


def test_reading_the_document_is_not_in_the_journal() -> None:
    api = ApiClient("revox")
    api.get("/openapi.json")
    assert list(api.world.journal) == []


OPERATION = next(row for row in PROVIDERS["revox"].operations if row.name == "auth_status.retrieve")


@pytest.mark.parametrize(
    "wrong",
    [
        answer({"authenticated": "yes"}),
        answer({}),
        answer({"authenticated": True, "surprise": 1}),
        answer({"authenticated": True}, 201),
        answer({"oops": "not an error body"}, 400),
        Answer(200, b"true", media="text/plain"),
    ],
    ids=["type", "missing key", "unknown key", "status", "refusal", "media"],
)
def test_the_response_check_finds_each_kind_of_error(wrong: Answer) -> None:
    validate(PROVIDERS["revox"], OPERATION, answer({"authenticated": True}))
    with pytest.raises(OffSchema, match="revox auth_status"):
        validate(PROVIDERS["revox"], OPERATION, wrong)


def test_a_response_that_violates_the_document_fails_the_test() -> None:
    api = ApiClient("revox")
    name = api.add_scenario("odd", extends="answered", fields={"status": "on the moon"})
    with pytest.raises(OffSchema, match="on the moon"):
        api.post("/api/call", {"phone_number": "+14155550142"}, x_mockserver_scenario=name)
