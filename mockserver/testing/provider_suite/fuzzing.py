"""No body, query or path crashes an endpoint: Hypothesis makes requests from the types of the operations.

A refused request places no call, and an accepted order places exactly one. Responses are validated in the profiles
`standard` and `strict`; `lenient` accepts values that do not fit the types.
"""

import json
import re
from typing import Any
from urllib.parse import quote

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mockserver.providers.base import Operation
from mockserver.testing.api_client import ApiClient
from mockserver.testing.body_strategies import bodies, queries
from mockserver.testing.provider_suite.base import NUMBER, SuiteBase

EXAMPLES = 60
_fuzzed = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))


class FuzzingTests(SuiteBase):
    """Random requests."""

    @pytest.mark.parametrize("profile", ["standard", "strict", "lenient"])
    def test_no_body_crashes_an_endpoint(self, profile: str) -> None:
        client, operations = self.client(profile=profile), self._with_bodies()

        @_fuzzed
        @given(data=st.data())
        def no_crash(data: st.DataObject) -> None:
            operation = data.draw(st.sampled_from(operations), label="operation")
            assert operation.body is not None
            base = self.order(NUMBER) if data.draw(st.booleans()) and self._places(operation) else {}
            body = {**base, **data.draw(bodies(operation.body), label="body")}
            before = len(client.world.calls)
            reply = client.request(operation.method, self._path(data, client, operation), encoded(body))
            assert reply.status < 500, reply.body
            placed = len(client.world.calls) - before
            assert reply.status < 300 or placed == 0 or profile == "lenient", "a refused request has placed a call"
            assert placed == 1 or reply.status >= 300 or not self._places(operation)
            client.world.advance(client.world.now)
            msgspec.json.encode(list(client.world.calls.values()))

        no_crash()

    @pytest.mark.parametrize("profile", ["standard", "strict"])
    def test_no_query_or_path_crashes_an_endpoint(self, profile: str) -> None:
        client = self.client(profile=profile)
        self.create(client)  # some calls, if the profile allows this order
        gets = [operation for operation in self.provider.operations if operation.method == "GET"]

        @_fuzzed
        @given(data=st.data())
        def no_crash(data: st.DataObject) -> None:
            operation = data.draw(st.sampled_from(gets), label="operation")
            query = data.draw(queries(operation.query), label="query") if operation.query is not None else ""
            reply = client.get(f"{self._path(data, client, operation)}?{query}")
            assert reply.status < 500, reply.body

        no_crash()

    def _with_bodies(self) -> list[Operation]:
        return [operation for operation in self.provider.operations if operation.body is not None]

    def _places(self, operation: Operation) -> bool:
        return operation.name == self.provider.calls.create

    def _path(self, data: st.DataObject, client: ApiClient, operation: Operation) -> str:
        """Return the path of an operation, with known and unknown ids."""
        ids = st.text(min_size=1, max_size=12) | st.sampled_from([*client.world.calls, "nobody"])
        parts = re.split(r"\{\w+\}", operation.template)
        filled = [quote(data.draw(ids, label="id"), safe="") for _ in parts[1:]]
        return self.provider.prefix + "".join(part + value for part, value in zip(parts, [*filled, ""], strict=True))


def encoded(body: Any) -> bytes:
    """Return JSON that also holds what JSON does not allow: lone surrogates and infinite numbers."""
    return json.dumps(body, allow_nan=True).encode("utf-8", "surrogatepass")
