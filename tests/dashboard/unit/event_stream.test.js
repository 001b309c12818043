// Messages of an event stream, however the network divides its bytes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { readMessages } from "../../../mockserver/dashboard/src/core/event_stream.js";
import { cases, seeded } from "./random.js";

const SENT = `: mockserver
retry: 1000
id: d1b7-0

id: d1b7-4
event: call
data: {"text":"ä: 🙂"}

: still here
id: d1b7-9

data: x

`;
const MESSAGES = [
    { kind: "message", id: "d1b7-0" },
    { kind: "call", id: "d1b7-4", data: '{"text":"ä: 🙂"}' },
    { kind: "message", id: "d1b7-9" },
    { kind: "message", data: "x" },
];

async function messagesOf(bytes, sizes) {
    const body = new ReadableStream({
        start(controller) {
            for (let at = 0; at < bytes.length; ) {
                const size = sizes();
                controller.enqueue(bytes.slice(at, at + size));
                at += size;
            }
            controller.close();
        },
    });
    const found = [];
    await readMessages(body, (message) => found.push(message));
    return found;
}

test("each message is read once, wherever it is cut", async () => {
    const bytes = new TextEncoder().encode(SENT);
    for (let seed = 1; seed <= 50; seed += 1) {
        const { integer } = seeded(seed);
        assert.deepEqual(await messagesOf(bytes, () => integer(1, seed)), MESSAGES, `seed ${seed}`);
    }
});

test("what is not complete is no message", async () => {
    const bytes = new TextEncoder().encode(SENT.slice(0, -1));
    assert.deepEqual(await messagesOf(bytes, () => bytes.length), MESSAGES.slice(0, -1));
});

test("the random cases are the same in each run", () => {
    const drawn = [];
    cases(2, ({ integer }) => drawn.push(integer(0, 999)));
    assert.deepEqual(drawn, [seeded(1).integer(0, 999), seeded(2).integer(0, 999)]);
    assert.notEqual(drawn[0], drawn[1]);
});
