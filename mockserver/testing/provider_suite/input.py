"""Orders that must be refused: bodies that are not JSON or not accepted JSON, and numbers that are none.

`mockserver.providers.bodies` reads bodies in this way, so a provider that uses it passes.
"""

import json

import pytest
from msgspec import inspect

from mockserver.providers.samples import operation_of
from mockserver.testing.provider_suite.base import SuiteBase, refused

BAD_BODIES = {
    "malformed": b'{"a": ',
    "no object": b"[1, 2]",
    "text": b'"hello"',
    "number": b"12",
    "null": b"null",
    "empty object": b"{}",
    "invalid UTF-8": b'{"a": "\xff\xfe"}',
    "NUL character": b'{"a": "\\u0000"}',
    "raw NUL": b'{"a": "\x00"}',
    "duplicate keys": b'{"a": 1, "b": {"c": 1, "c": 2}}',
    "NaN": b'{"a": NaN}',
    "infinity": b'{"a": 1e999}',
    "lone surrogate": b'{"a": "\\ud800"}',
    "deep nesting": b'{"a": ' + b"[" * 5000 + b"]" * 5000 + b"}",
    "nesting beyond the limit": b'{"a": ' + b"[" * 101 + b"]" * 101 + b"}",
    "trailing comma": b'{"a": 1,}',
    "two values": b"{} {}",
    "single quotes": b"{'a': 1}",
}
BAD_PARTS = {
    "NaN": b"NaN",
    "NUL character": b'"\\u0000"',
    "duplicate keys": b'{"x": 1, "x": 2}',
    "deep nesting": b"[" * 150 + b"]" * 150,
}
BAD_NUMBERS = {
    "empty": "",
    "national": "0612345678",
    "zero first": "+0612345678",
    "one digit": "+1",
    "too long": "+" + "1" * 16,
    "letter": "+1415555014a",
    "other digits": "+١٤١٥٥٥٥٠١٤٢",
    "spaces": "+1 415 555 0142",
    "line feed": "+14155550142\n",
}


class InputTests(SuiteBase):
    """Invalid orders."""

    @pytest.mark.parametrize("profile", ["standard", "strict"])
    @pytest.mark.parametrize("body", BAD_BODIES.values(), ids=BAD_BODIES)
    def test_an_invalid_json_body_is_refused(self, body: bytes, profile: str) -> None:
        client = self.client(profile=profile)
        refused(client, client.post(self.create_path, body))

    @pytest.mark.parametrize("part", BAD_PARTS.values(), ids=BAD_PARTS)
    def test_invalid_json_deep_inside_a_valid_body_is_refused(self, part: bytes) -> None:
        good = json.dumps(self.order()).encode()[:-1]
        for field in self._free_fields():
            client = self.client()
            refused(client, client.post(self.create_path, good + f', "{field}": {{"k": '.encode() + part + b"}}"))

    def _free_fields(self) -> list[str]:
        """Return an unknown field, and the fields of an order that accept objects with any keys."""
        body = operation_of(self.provider, self.provider.calls.create).body
        assert body is not None, "the operation that places calls needs the type of its body"
        kind = inspect.type_info(body)
        assert isinstance(kind, inspect.StructType)
        return ["unknown_field", *(field.encode_name for field in kind.fields if _takes_objects(field.type))]

    @pytest.mark.parametrize("number", BAD_NUMBERS.values(), ids=BAD_NUMBERS)
    def test_a_number_that_is_not_e164_is_refused(self, number: str) -> None:
        if not self.checks_numbers:
            pytest.skip(f"{self.provider.name} accepts numbers in any form")
        client = self.client()
        refused(client, client.post(self.create_path, self.order(number)))


def _takes_objects(kind: inspect.Type) -> bool:
    kinds = kind.types if isinstance(kind, inspect.UnionType) else (kind,)
    return any(isinstance(each, inspect.DictType) for each in kinds)
