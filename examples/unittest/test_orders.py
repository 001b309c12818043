"""Tests of the orders against a simulated Revox, with unittest: no pytest, no keys, no waiting.

one MockServer for a class ──► one world for each test: its own account, clock, faults and webhooks
"""

import asyncio
import unittest
from datetime import timedelta

import httpx2
from orders import Books, Orders, dial

from mockserver import MockServer

ADA = "+12125550142"
WEBHOOK_URL = "https://books.example.com/hook"


class OrdersTest(unittest.TestCase):
    """The clock stands still until a test advances it."""

    server: MockServer

    @classmethod
    def setUpClass(cls) -> None:
        cls.server = cls.enterClassContext(MockServer(clock="manual"))

    def setUp(self) -> None:
        self.world = self.server.world_named(self.id().rpartition(".")[2])
        self.pauses: list[float] = []
        self.orders = Orders(self.world.client("revox"), WEBHOOK_URL, self.pauses.append)

    def tearDown(self) -> None:
        self.assertEqual(self.world.requests.unmatched(), [], "a request fits no route of Revox")

    def receive(self) -> Books:
        """Let new books receive the webhooks of this test."""
        books = Books()
        self.world.webhooks.to(lambda webhook: books.receive(webhook.body))
        return books

    def test_an_order_is_seen_on_its_way(self) -> None:
        order = self.orders.place(ADA)
        self.world.clock.advance("10s")
        self.assertEqual(self.orders.status(order), "calling")
        self.world.clock.settle()
        self.assertEqual(self.orders.status(order), "completed")

    def test_a_busy_line_is_tried_again_two_hours_later(self) -> None:
        self.world.play("busy-twice-then-human")
        order = self.orders.place(ADA)
        self.world.clock.advance("1h")
        self.assertEqual(self.orders.status(order), "scheduled")
        self.world.clock.settle()
        self.assertEqual(self.orders.status(order), "completed")
        self.assertEqual(len(self.world.calls[order].attempts), 3)
        self.assertGreater(self.world.clock.now - self.world.calls[order].created_at, timedelta(hours=4))

    def test_the_result_is_booked(self) -> None:
        books = self.receive()
        self.world.play("voicemail")
        order = self.orders.place(ADA)
        self.world.clock.settle()  # returns after the webhook is answered
        self.assertEqual(books.results, {order: "voicemail"})

    def test_a_webhook_that_arrives_twice_is_booked_once(self) -> None:
        books = self.receive()
        self.world.webhooks.plan("duplicate")
        order = self.orders.place(ADA)
        self.world.clock.settle()
        self.assertEqual([delivery.outcome for delivery in self.world.webhooks], ["delivered", "delivered"])
        self.assertEqual(books.results, {order: "human"})

    def test_a_webhook_that_arrives_in_part_is_refused(self) -> None:
        books = self.receive()
        self.world.webhooks.plan("cut")
        self.orders.place(ADA)
        self.world.clock.settle()
        (delivery,) = self.world.webhooks
        self.assertEqual((delivery.outcome, delivery.attempts[-1].status), ("failed", 400))
        self.assertEqual(books.results, {})

    def test_an_order_is_repeated_while_the_provider_is_down(self) -> None:
        self.world.faults.add("error", status=503, operation="call.create", first=2)
        order = self.orders.place(ADA)
        self.assertEqual([fault.fired for fault in self.world.faults], [2])
        self.assertEqual([call.id for call in self.world.calls], [order])
        self.assertEqual(len(self.pauses), 2)

    def test_an_order_without_a_response_is_not_repeated(self) -> None:
        self.world.faults.add("reset", operation="call.create", when="after", first=1)
        with self.assertRaises(httpx2.ReadError):
            self.orders.place(ADA)
        self.assertEqual(len(self.world.calls), 1)

    def test_a_wrong_number_is_refused(self) -> None:
        with self.assertRaisesRegex(httpx2.HTTPStatusError, "400"):
            self.orders.place("0123")
        self.world.requests.assert_called("call.create", times=1)


class DialTest(unittest.IsolatedAsyncioTestCase):
    """Each read of a call advances the clock to its next status, so a client that polls needs no test that waits."""

    server: MockServer

    @classmethod
    def setUpClass(cls) -> None:
        cls.server = cls.enterClassContext(MockServer(clock="step"))

    async def asyncSetUp(self) -> None:
        self.world = self.server.world_named(self.id().rpartition(".")[2])
        self.api = await self.enterAsyncContext(
            httpx2.AsyncClient(
                base_url="https://www.getrevox.com/api",  # never reached: the transport leads to the simulator
                headers={"Authorization": "Bearer any-key"},
                transport=self.world.transport,
            )
        )

    async def test_orders_run_side_by_side(self) -> None:
        orders = await dial(self.api, ["+15005550000", "+15005551111"], pause=0)  # a person; busy at each dial
        self.assertEqual([order["last_call_attempt"]["dial_error"] for order in orders], [None, "busy"])

    async def test_the_result_is_booked(self) -> None:
        books = Books()
        self.world.webhooks.to(lambda webhook: books.receive(webhook.body))
        body = {"phone_number": ADA, "assistant": {"prompt": "Invite to a demo.", "webhook_url": WEBHOOK_URL}}
        order = (await self.api.post("call", json=body)).json()["call"]["id"]
        await asyncio.to_thread(self.world.clock.settle)  # it blocks until the webhook is answered
        self.assertEqual(books.results, {order: "human"})


if __name__ == "__main__":
    unittest.main()
