"""What the tests of the suite share: clients whose responses are validated, and orders.

A subclass of the suite sets `provider`. What else can be set is below; the defaults fit most providers.
"""

from collections.abc import Iterator
from typing import Any, ClassVar, TypeVar

import pytest

from mockserver.providers.base import Provider
from mockserver.providers.samples import call_in, id_in, operation_of, path_of
from mockserver.scenarios.shipped import shipped_library
from mockserver.testing.answer_validation import validator_of
from mockserver.testing.api_client import ApiClient, Response

NUMBER = "+12125550142"
Client = TypeVar("Client", bound=ApiClient)


class SuiteBase:
    """The settings of a suite, and what its tests have in common."""

    provider: ClassVar[Provider]
    everything: ClassVar[str] = ""  #: query of the operation `get` with which it returns all optional fields
    stable_fields: ClassVar[bool] = True  #: a call always has the same fields; False: it omits those without a value
    shows_recordings: ClassVar[bool] = True  #: a finished call contains the URL of its recording
    checks_numbers: ClassVar[bool] = True  #: numbers that are not in E.164 form are refused

    def subscribe(self, client: ApiClient, url: str) -> dict[str, Any]:
        """Make later calls of this client send their webhooks to `url`, by requests or by fields of the order.

        Return the fields to add to the order. Needed if the provider has a `webhook_policy`.
        """
        raise NotImplementedError(f"{type(self).__name__}.subscribe: {self.provider.name} sends webhooks; say where to")

    def call_in_webhook(self, _body: Any) -> dict[str, Any] | None:
        """Return the fields of the call in the JSON of a webhook, by the names that they have in `get`; None to skip
        the comparison."""
        return None

    # -- clients -----------------------------------------------------------------------------------

    def client(self, **settings: Any) -> ApiClient:
        """Return a client of the provider with its own worlds. The clock stands still."""
        return self.checked(ApiClient(self.provider.name, **settings))

    def checked(self, client: Client) -> Client:
        """Let a client validate every response against the OpenAPI document."""
        client.checks.append(validator_of(self.provider.name).check)
        return client

    # -- calls -------------------------------------------------------------------------------------

    @property
    def create_path(self) -> str:
        """The path to which orders are sent."""
        return path_of(self.provider, self.provider.calls.create)

    def order(self, number: str = NUMBER, **more: Any) -> dict[str, Any]:
        """Return the body of the smallest order."""
        return {**self.provider.sample_order(number, 1), **more}

    def create(self, client: ApiClient, scenario: str | None = None, **more: Any) -> Response:
        """Send the smallest order, with more fields if given."""
        headers = {"x_mockserver_scenario": scenario} if scenario else {}
        return client.post(f"{self._mount(client)}{self.create_path}", self.order(**more), **headers)

    def place(self, client: ApiClient, scenario: str | None = None, **more: Any) -> str:
        """Place a call and return its id."""
        made = self.create(client, scenario, **more)
        assert 200 <= made.status < 300, f"the sample order is refused: {made.body!r}"
        return id_in(self.provider, made.json)

    def read(self, client: ApiClient, call_id: str) -> Response:
        """Return the response of `get`."""
        path = path_of(self.provider, self.provider.calls.get, call_id)
        return client.get(f"{self._mount(client)}{path}{self.everything}")

    def cancel(self, client: ApiClient, call_id: str) -> Response:
        """Send `cancel`; skip the test if the provider has no such operation."""
        name = self.provider.calls.cancel
        if name is None:
            pytest.skip(f"{self.provider.name} cannot cancel calls")
        method = operation_of(self.provider, name).method
        return client.request(method, f"{self._mount(client)}{path_of(self.provider, name, call_id)}")

    def call_in(self, response: Response) -> Any:
        """Return the call in a response."""
        assert response.status < 300, response.body
        return call_in(self.provider, response.json)

    def word(self, client: ApiClient, call_id: str) -> str:
        """Return the provider's status word for a call now."""
        return self.provider.status_word(client.world.call(call_id).view())

    def _mount(self, client: ApiClient) -> str:
        """Return what comes before the path in requests of that client: clients of the whole server need the name."""
        return "" if client.base else f"/{self.provider.name}"

    # -- parameters --------------------------------------------------------------------------------

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Run tests with the parameter `scenario` for each shipped scenario that the provider can play."""
        if "scenario" in metafunc.fixturenames:
            mine = (None, self.provider.name)
            names = [scenario.name for scenario in shipped_library() if scenario.provider in mine]
            metafunc.parametrize("scenario", names)


def texts(value: Any) -> Iterator[str]:
    """Yield all texts in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts(inner)


def refused(client: ApiClient, reply: Response) -> None:
    """Assert a clear refusal, and that no call was placed. Its shape is validated like that of every response."""
    assert 400 <= reply.status < 500, (reply.status, reply.body)
    assert any(len(text) > 10 for text in texts(reply.json)), f"the refusal has no message: {reply.body!r}"
    assert not client.world.calls, "a refused order has placed a call"
