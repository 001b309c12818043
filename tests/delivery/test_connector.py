"""From a host to a connection: what is looked up, checked and connected. No network is used."""

import asyncio
import ssl
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from mockserver.delivery.connections import Connections
from mockserver.delivery.connector import ConnectError, Connector
from mockserver.delivery.receivers import ReceivedWebhook
from mockserver.delivery.sender import Sender
from mockserver.delivery.streams import Stream, connect, look_up
from mockserver.webhooks.hosts import Refused, host_in
from mockserver.webhooks.messages import Delivery, Outcome, WebhookMessage
from tests.receiver import HttpReceiver
from tests.worlds import MONDAY


class Network:
    """A fake network. `names` are the results of lookups; `asked` and `tried` record lookups and connections.

    Connections to `open` addresses lead to the port `real` of this machine; others are refused.
    """

    def __init__(self, *names: Sequence[str], open: Sequence[str] = (), real: int = 0) -> None:
        self.names = list(names)
        self.open = open
        self.real = real
        self.asked: list[str] = []
        self.tried: list[str] = []
        self.named: list[str] = []  #: host names that TLS had to verify

    async def resolve(self, name: str, port: int) -> Sequence[str]:
        """Answer a lookup."""
        self.asked.append(name)
        if not self.names:
            raise OSError("no such name")
        return self.names.pop(0)

    async def connect(self, address: str, port: int, security: ssl.SSLContext | None, name: str) -> Stream:
        """Connect, if the address is open."""
        self.tried.append(address)
        self.named.append(name)
        if address not in self.open:
            raise ConnectionRefusedError(111, "refused")
        return await connect("127.0.0.1", self.real, None, name)

    def connector(self, *allowed: str) -> Connector:
        """Return a connector of this network."""
        return Connector(allowed, ssl.create_default_context, self.resolve, self.connect)


def open_(network: Network, url: str, *allowed: str, secure: bool = False) -> None:
    """Connect to the host of a URL, and close."""

    async def work() -> None:
        stream = await network.connector(*allowed).open(host_in(url), 80, secure=secure)
        await stream.close()

    asyncio.run(work())


def refused(network: Network, url: str, *allowed: str) -> str:
    """Return why a host is refused; nothing may be connected."""
    with pytest.raises(Refused) as caught:
        open_(network, url, *allowed)
    assert network.tried == []
    return str(caught.value)


def test_a_dotted_public_name_is_refused_without_a_lookup() -> None:
    network = Network(["10.0.0.1"])
    assert "--allow-host 'hooks.example.com'" in refused(network, "http://hooks.example.com/")
    assert network.asked == []


@pytest.mark.parametrize("name", ["client", "host.docker.internal", "printer.local", "hooks.test", "app.localhost"])
def test_a_local_name_is_checked_by_its_address(name: str) -> None:
    for address in ("8.8.8.8", "169.254.169.254", "::ffff:169.254.169.254", "240.0.0.1", "0.0.0.0", "fe80::1%2"):
        network = Network([address])
        assert f"{name!r} resolves to " in refused(network, f"http://{name}/")
        assert network.asked == [name]


def test_the_checked_address_is_the_one_connected_after_one_lookup() -> None:
    """DNS rebinding: a second lookup would give another address."""
    with HttpReceiver() as there:
        network = Network(["172.18.0.3"], ["169.254.169.254"], open=["172.18.0.3"], real=there.port)
        webhook = ReceivedWebhook("POST", f"http://CLIENT.:{there.port}/hook", (), b"{}")
        assert asyncio.run(Connections(network.connector()).ask(webhook))[0] == 200
    assert (network.asked, network.tried) == (["client"], ["172.18.0.3"])
    assert there.got[0].headers["host"] == f"client:{there.port}"


def test_a_name_is_looked_up_again_for_each_new_connection() -> None:
    network = Network(["10.0.0.1"], ["8.8.8.8"])
    connector = network.connector()
    host = host_in("http://client/")
    with pytest.raises(ConnectError):
        asyncio.run(connector.open(host, 80, secure=False))
    with pytest.raises(Refused):
        asyncio.run(connector.open(host, 80, secure=False))
    assert (network.asked, network.tried) == (["client", "client"], ["10.0.0.1"])


def test_permitted_addresses_are_tried_in_order_until_one_accepts() -> None:
    with HttpReceiver() as there:
        network = Network(["8.8.8.8", "fd12::1", "10.0.0.1", "10.0.0.2"], open=["10.0.0.1"], real=there.port)
        open_(network, "http://client/")
    assert network.tried == ["fd12::1", "10.0.0.1"]


def test_if_no_permitted_address_accepts_the_reason_is_reported_once() -> None:
    network = Network(["8.8.8.8", "10.0.0.1", "10.0.0.2"])
    with pytest.raises(ConnectError, match=r"client:80 cannot be reached: Connection refused\Z"):
        open_(network, "http://client/")
    assert network.tried == ["10.0.0.1", "10.0.0.2"]


def test_a_name_without_addresses_cannot_be_reached() -> None:
    with pytest.raises(ConnectError, match="client:80 cannot be reached: no such name"):
        open_(Network(), "http://client/")
    with pytest.raises(ConnectError, match="client:80 cannot be reached: it has no address"):
        open_(Network([]), "http://client/")


def test_localhost_is_not_looked_up_and_names_below_it_need_no_resolver() -> None:
    for name, asked in (("localhost", []), ("LOCALHOST.", []), ("app.localhost", ["app.localhost"])):
        network = Network()
        with pytest.raises(ConnectError):
            open_(network, f"http://{name}/")
        assert (network.asked, network.tried) == (asked, ["127.0.0.1", "::1"])


def test_an_allowed_name_may_have_any_address_except_link_local_and_metadata() -> None:
    network = Network(["8.8.8.8", "fd00:ec2::254", "169.254.169.254", "127.0.0.1"])
    with pytest.raises(ConnectError):
        open_(network, "http://hooks.example.com/", "*.example.com")
    assert network.tried == ["8.8.8.8", "127.0.0.1"]
    network = Network(["169.254.169.254"])
    said = refused(network, "http://hooks.example.com/", "*.example.com")
    assert "--allow-host '169.254.169.254'" in said
    network = Network(["169.254.169.254"])
    with pytest.raises(ConnectError):
        open_(network, "http://hooks.example.com/", "*.example.com", "169.254.169.254")
    assert network.tried == ["169.254.169.254"]


def test_with_tls_the_certificate_must_match_the_host_of_the_url() -> None:
    with HttpReceiver() as there:
        network = Network(["10.0.0.1"], open=["10.0.0.1"], real=there.port)
        open_(network, "https://bücher.test/", secure=True)
    assert network.named == ["xn--bcher-kva.test"]


def test_a_peer_that_disconnects_during_the_handshake_is_reported() -> None:
    async def leave(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()
        await writer.wait_closed()

    async def work() -> None:
        async with asyncio.timeout(20), await asyncio.start_server(leave, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            connector = Connector(trust=ssl.create_default_context)
            with pytest.raises(ConnectError, match=r"there is no TLS with 127.0.0.1:\d+: "):
                await connector.open(host_in("https://127.0.0.1/"), port, secure=True)

    asyncio.run(work())


class NoThreads(ThreadPoolExecutor):
    """An executor that runs nothing."""

    def submit(self, *_: Any, **__: Any) -> Any:
        raise AssertionError("a thread was asked for")


def test_literals_and_localhost_need_no_thread() -> None:
    async def work(url: str) -> int:
        asyncio.get_running_loop().set_default_executor(NoThreads())
        return (await Connections().ask(ReceivedWebhook("POST", url, (), b"{}")))[0]

    with HttpReceiver() as there:
        for host in ("127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0x7f.1"):
            assert asyncio.run(work(f"http://{host}:{there.port}/")) == 200


def test_the_system_resolver_gives_addresses() -> None:
    assert set(asyncio.run(look_up("127.0.0.1", 80))) == {"127.0.0.1"}
    assert asyncio.run(look_up("fe80::1%1", 80)) == ["fe80::1%1"]


def sent(url: str, network: Network, *allowed: str) -> Outcome:
    """Return the outcome of a delivery."""
    webhook = WebhookMessage(provider="ringyo", event="call.completed", url=url, body=b"{}")
    sender = Sender(connector=network.connector(*allowed))
    return asyncio.run(sender.send(Delivery(7, webhook, MONDAY, MONDAY), ()))


def test_a_delivery_to_a_forbidden_address_is_refused_with_address_and_remedy() -> None:
    outcome = sent("http://client:8000/hook", Network(["93.184.215.14"]))
    assert outcome.refused
    assert outcome.status is None
    assert "'client' resolves to 93.184.215.14" in (outcome.error or "")
    assert "--allow-host 'client'" in (outcome.error or "")


def test_a_delivery_to_an_unknown_host_fails_and_is_not_refused() -> None:
    outcome = sent("http://client:8000/hook", Network())
    assert not outcome.refused
    assert "client:8000 cannot be reached" in (outcome.error or "")
