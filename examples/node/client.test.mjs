// Tests of the client against a simulated Ringyo. They run side by side: each has a world of its own.

import assert from "node:assert/strict";
import { once } from "node:events";
import { after, before, describe, it } from "node:test";

import { Refused, Ringyo, webhookServer } from "./client.mjs";
import { startServer } from "./mockserver.mjs";

const ADA = "+14155550142";
const BUSY = "+15005551000"; // a magic number: each digit after 555 is one dial, and 1 is busy
const SECRET = "whsec_test";

/** The host of this process as the simulator sees it: with a container, such as `host.docker.internal`. */
const WEBHOOK_HOST = process.env.WEBHOOK_HOST ?? "127.0.0.1";

describe("the client", { concurrency: true }, () => {
  let server;
  before(async () => (server = await startServer()));
  after(() => server?.close());

  /** Return a world for this test, and the client in it. */
  async function setUp(test) {
    const world = await server.world(test.name);
    test.after(() => world.close());
    return [world, new Ringyo({ baseUrl: world.baseUrl("ringyo"), apiKey: world.apiKey, delay: 1 })];
  }

  /** Receive the webhooks of the client until the test ends; return the list to which each event is added. */
  async function receive(test, client) {
    const events = [];
    const receiver = webhookServer(SECRET, (event) => events.push(event));
    await once(receiver.listen(0), "listening");
    test.after(() => (receiver.closeAllConnections(), receiver.close()));
    await client.subscribe(`http://${WEBHOOK_HOST}:${receiver.address().port}/hook`, SECRET);
    return events;
  }

  it("sees each status of a call", async (test) => {
    const [world, client] = await setUp(test);
    const { id, status } = await client.place({ orderId: "order-1", agent: "agent_1", number: ADA });
    assert.equal(status, "queued");
    await world.advance("2s");
    assert.equal((await client.get(id)).status, "ringing");
    await world.advance("10s");
    assert.equal((await client.get(id)).status, "in_progress");
    assert.deepEqual(await world.now(), new Date("2026-01-05T15:00:12Z")); // nothing else moves the clock
    await world.settle();
    assert.equal((await client.get(id)).status, "completed");
  });

  it("sees a busy line, and a scenario that the test chooses", async (test) => {
    const [world, client] = await setUp(test);
    await world.play("voicemail");
    const first = await client.place({ orderId: "order-1", agent: "agent_1", number: ADA });
    const second = await client.place({ orderId: "order-2", agent: "agent_1", number: BUSY });
    await world.settle();
    assert.equal((await client.get(second.id)).status, "busy");
    const calls = await world.calls();
    assert.deepEqual(calls.map((call) => call.id), [first.id, second.id]);
    assert.equal(calls[0].attempts[0].answered_by, "voicemail");
  });

  it("receives signed webhooks, in order", async (test) => {
    const [world, client] = await setUp(test);
    const events = await receive(test, client);
    await client.place({ orderId: "order-1", agent: "agent_1", number: ADA });
    await world.settle(); // returns after the receiver has answered
    const names = ["call.started", "call.ringing", "call.answered", "call.completed"];
    assert.deepEqual(events.map(({ event }) => event), names);
  });

  it("refuses webhooks with a wrong signature", async (test) => {
    const [world, client] = await setUp(test);
    await world.admin("PATCH", "settings", { ringyo: { signature_flaw: "wrong" } });
    const events = await receive(test, client);
    await client.place({ orderId: "order-1", agent: "agent_1", number: ADA });
    await world.settle();
    const statuses = (await world.webhooks()).flatMap(({ attempts }) => attempts.map(({ status }) => status));
    assert.deepEqual(new Set(statuses), new Set([401]));
    assert.deepEqual(events, []);
  });

  it("repeats a poll that fails twice", async (test) => {
    const [world, client] = await setUp(test);
    const { id } = await client.place({ orderId: "order-1", agent: "agent_1", number: ADA });
    await world.addFaults({ fault: "error", status: 503, operation: "calls.get", first: 2 });
    assert.equal((await client.get(id)).status, "queued");
    const [rule] = await world.faults();
    assert.deepEqual([rule.matched, rule.fired], [3, 2]);
  });

  it("calls a person once although the response is lost", async (test) => {
    const [world, client] = await setUp(test);
    await world.addFaults({ fault: "reset", operation: "calls.create", when: "after", first: 1 });
    const { id } = await client.place({ orderId: "order-1", agent: "agent_1", number: ADA });
    assert.deepEqual((await client.list()).map((call) => call.id), [id]);
    assert.equal((await world.requests({ operation: "calls.create" })).length, 2);
  });

  it("does not repeat a request that is wrong", async (test) => {
    const [world, client] = await setUp(test);
    const order = { orderId: "order-1", agent: "agent_1", number: "555" };
    await assert.rejects(client.place(order), (error) => error instanceof Refused && error.status === 400);
    assert.equal((await world.requests({ operation: "calls.create" })).length, 1);
  });
});
