"""A state machine drives every provider's HTTP API against a model that is a dictionary.

The model knows which calls were placed and cancelled, and that an end is final. The API must agree after every
placing, read, cancellation, clock advance and restored snapshot.
"""

import msgspec
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, rule

from mockserver.calls.events import Phase
from mockserver.control.inspection import inspect
from mockserver.providers import PROVIDERS
from mockserver.providers.samples import call_in, operation_of, path_of
from mockserver.testing.api_client import ApiClient, Response
from mockserver.world.snapshots import Snapshot, open_library, restore, take

SCENARIOS = ("answered", "busy", "voicemail", "busy-twice-then-human", "hangs-for-ever", "monday-traffic")


class Machine(RuleBasedStateMachine):
    """One world, three clients."""

    calls = Bundle("calls")

    @initialize()
    def begin(self) -> None:
        self.exchange = ApiClient(next(iter(PROVIDERS))).exchange
        self.apis = {name: ApiClient(name, exchange=self.exchange) for name in PROVIDERS}
        self.model: dict[str, str] = {}
        self.ended: dict[str, str] = {}

    @rule(target=calls, provider=st.sampled_from(sorted(PROVIDERS)), scenario=st.sampled_from(SCENARIOS))
    def place(self, provider: str, scenario: str) -> str:
        row = PROVIDERS[provider]
        order = dict(row.sample_order("+12125550142", 3))
        reply = self.apis[provider].post(path_of(row, row.calls.create), order, x_mockserver_scenario=scenario)
        assert reply.status in (200, 201), reply.body
        shown = call_in(row, reply.json)
        assert shown["id"] not in self.model
        self.model[shown["id"]] = provider
        return str(shown["id"])

    @rule(call=calls)
    def read(self, call: str) -> None:
        shown = call_in(PROVIDERS[self.model[call]], self.get(call).json)
        assert shown["id"] == call
        assert shown["status"] in PROVIDERS[self.model[call]].vocabulary

    @rule(call=calls)
    def cancel(self, call: str) -> None:
        provider = PROVIDERS[self.model[call]]
        if provider.calls.cancel is None:
            return
        method = operation_of(provider, provider.calls.cancel).method
        reply = self.apis[provider.name].request(method, path_of(provider, provider.calls.cancel, call))
        if call in self.ended:
            assert reply.status in (200, 409)
        else:
            assert reply.status == 200
            self.ended[call] = call_in(provider, self.get(call).json)["status"]
            assert self.ended[call].lower() in ("cancelled", "canceled")

    @rule(span=st.sampled_from(["0s", "1s", "5s", "40s", "10m", "3h", "2d"]))
    def advance(self, span: str) -> None:
        next(iter(self.apis.values())).advance(span)

    @rule()
    def restart(self) -> None:
        """Restore a snapshot of the world, as in a new process."""
        state = msgspec.json.encode(take(self.exchange.worlds.open("default"), self.exchange.worlds.library))
        read = inspect(msgspec.json.decode(state, type=Snapshot))
        options = self.exchange.worlds.open("default").options
        world = self.exchange.worlds.renew("default", options, open_library(read, self.exchange.worlds.library))
        restore(world, read)
        assert msgspec.json.encode(take(world, self.exchange.worlds.library)) == state

    @rule(call=consumes(calls))
    def read_and_forget(self, call: str) -> None:
        """Read a call for the last time; later rules do not use it."""
        self.read(call)

    @invariant()
    def ends_are_final(self) -> None:
        if not hasattr(self, "model"):
            return
        world = self.exchange.worlds.open("default")
        assert set(world.calls) == set(self.model)
        for call, provider in self.model.items():
            word = PROVIDERS[provider].status_word(world.call(call).view())
            if PROVIDERS[provider].vocabulary[word].phase is Phase.ENDED:
                assert self.ended.setdefault(call, word) == word
            else:
                assert call not in self.ended

    def get(self, call: str) -> Response:
        provider = PROVIDERS[self.model[call]]
        reply = self.apis[provider.name].get(path_of(provider, provider.calls.get, call))
        assert reply.status == 200, reply.body
        return reply


TestMachine = Machine.TestCase
TestMachine.settings = settings(max_examples=40, stateful_step_count=30)
