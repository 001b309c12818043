"""What surrounds every operation: keys, unknown paths and ids, methods, sizes, content types, worlds.

The server does this for the provider, in the provider's error shape.
"""

import pytest

from mockserver.providers import PROVIDERS
from mockserver.providers.samples import operation_of, path_of
from mockserver.testing.api_client import ApiClient, key_headers
from mockserver.testing.provider_suite.base import SuiteBase, refused, texts

MEGABYTE = 1024 * 1024


class RequestTests(SuiteBase):
    """Requests, whatever the operation."""

    @property
    def list_path(self) -> str:
        """The path of the list of calls."""
        return path_of(self.provider, self.provider.calls.list)

    def keys(self, key: str) -> dict[str, str]:
        """Return the header with that key; an empty one is not sent."""
        return {name: text if key else "" for name, text in key_headers(self.provider.name, key).items()}

    @pytest.mark.parametrize(
        ("key", "statuses"),
        [
            ("key", (200,)),
            ("any words", (200,)),
            ("", (401,)),
            ("my-invalid-key", (401,)),
            ("forbidden-key", (403, 401)),
        ],
    )
    def test_any_key_is_valid_except_the_invalid_ones(self, key: str, statuses: tuple[int, ...]) -> None:
        client = self.client()
        reply = client.get(self.list_path, **self.keys(key))
        assert reply.status in statuses
        if reply.status != 200:
            refused(client, reply)

    def test_with_configured_keys_only_those_are_valid(self) -> None:
        client = self.client(api_keys=("right",))
        assert client.get(self.list_path, **self.keys("wrong")).status == 401
        assert client.get(self.list_path, **self.keys("right")).status == 200
        assert client.get(self.list_path, **self.keys("right~mine")).status == 200
        assert "mine" in client.exchange.worlds

    def test_an_unknown_id_is_a_404(self) -> None:
        client = self.client()
        for name in filter(None, (self.provider.calls.get, self.provider.calls.cancel)):
            reply = client.request(operation_of(self.provider, name).method, path_of(self.provider, name, "nobody"))
            assert reply.status == 404, (name, reply.body)
            refused(client, reply)

    def test_the_id_of_another_provider_is_a_404(self) -> None:
        client = self.client()
        other = next(name for name in client.world.options.providers if name != self.provider.name)
        call_id = _place_elsewhere(client, other)
        assert self.read(client, call_id).status == 404

    def test_an_unknown_route_gets_the_providers_404_and_the_nearest_operations(self) -> None:
        client = self.client()
        reply = client.get(f"{self.list_path}/too/far/away")
        assert reply.status == 404
        assert self.list_path in reply.headers["x-mockserver-unmatched"]
        record = list(client.world.journal)[-1]
        assert (record.operation, record.status) == (None, 404)

    def test_a_wrong_method_is_refused_with_the_allowed_ones(self) -> None:
        client = self.client()
        rows = self.provider.operations
        taken = {row.method for row in rows if self.provider.prefix + row.template == self.list_path}
        wrong = next(method for method in ("DELETE", "PUT", "PATCH") if method not in taken)
        reply = client.request(wrong, self.list_path)
        assert reply.status == 405
        assert "GET" in reply.headers["allow"]
        refused(client, reply)

    def test_a_body_of_more_than_ten_megabytes_is_refused(self) -> None:
        client = self.client()
        reply = client.post(self.create_path, b" " * (10 * MEGABYTE + 1))
        assert reply.status == 413
        refused(client, reply)

    def test_a_wrong_content_type_is_refused(self) -> None:
        client = self.client()
        reply = client.post(self.create_path, b"a=b", content_type="text/plain")
        assert reply.status == 415
        assert any("application/json" in text for text in texts(reply.json))
        refused(client, reply)

    def test_an_unknown_scenario_is_refused_with_the_nearest_name(self) -> None:
        client = self.client()
        reply = self.create(client, "bussy")
        assert reply.status == 400
        assert any("Did you mean 'busy'" in text for text in texts(reply.json))
        refused(client, reply)

    def test_worlds_do_not_see_each_other(self) -> None:
        client = self.client()
        first = client.post(self.create_path, self.order())
        second = client.post(self.create_path, self.order(), x_mockserver_world="other")
        assert (first.headers["x-mockserver-world"], second.headers["x-mockserver-world"]) == ("default", "other")
        assert [len(client.exchange.worlds.open(name).calls) for name in ("default", "other")] == [1, 1]
        assert first.body == second.body.replace(b"/w/other", b"")


def _place_elsewhere(client: ApiClient, provider: str) -> str:
    """Place a call of another provider in the same world and return its id."""
    other = PROVIDERS[provider]
    elsewhere = ApiClient(provider, exchange=client.exchange)
    elsewhere.post(path_of(other, other.calls.create), dict(other.sample_order("+12125550143", 1)))
    return next(call.id for call in client.world.calls_of(provider))
