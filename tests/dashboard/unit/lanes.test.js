// What a timeline draws of a call.

import assert from "node:assert/strict";
import { test } from "node:test";
import { eventsOf, faultKind, instantsOf, lanesOf } from "../../../mockserver/dashboard/src/calls/lanes.js";
import { cases } from "./random.js";

const START = Date.UTC(2026, 0, 5, 15);
const FAR = START + 10 ** 9;

/** An event so many seconds after the beginning. */
const event = (after, name, more = {}) => ({
    at: new Date(START + after * 1000).toISOString(),
    event: name,
    description: `${name}!`,
    ...more,
});
const call = (timeline, webhooks = []) => ({ timeline, webhooks });
const ANSWERED = [
    event(0, "placed"),
    event(1, "dialled"),
    event(2, "ringing"),
    event(6, "answered", { by: "human" }),
    event(6.4, "said", { who: "agent", text: "Hello, this is Thomas from Redwood." }),
    event(9, "said", { who: "user", text: "Hi." }),
    event(12, "ended", { reason: "hang_up", by: "user" }),
    event(14, "closed"),
];
const BUSY = [
    event(0, "placed"),
    event(1, "dialled"),
    event(2, "ended", { reason: "no_answer" }),
    event(3, "held"),
    event(63, "dialled"),
    event(64, "ended", { reason: "busy" }),
];

const lane = (lanes, name) => lanes.find((each) => each.name === name)?.items;
const dials = (timeline, now = FAR) =>
    lane(lanesOf(call(timeline), [], now), "dials").map(({ kind, at, until, label }) => [
        kind,
        (at - START) / 1000,
        (until - START) / 1000,
        label,
    ]);

test("events have numbers from 1, times and words; those of webhooks are left out", () => {
    const rows = eventsOf(call([event(0, "placed"), event(1, "webhook"), event(2, "odd", { description: undefined })]));
    assert.deepEqual(
        rows.map(({ number, ms, words }) => [number, ms, words]),
        [
            [1, START, "placed!"],
            [2, START + 2000, "odd"],
        ],
    );
});

test("an answered call: the phases follow each other, and it ends well", () => {
    assert.deepEqual(dials(ANSWERED), [
        ["queued", 0, 1, "placed"],
        ["dialling", 1, 2, "dials"],
        ["ringing", 2, 6, "rings"],
        ["talking", 6, 12, "a person talks"],
        ["end", 12, 12, "hang up"],
        ["wrapping", 12, 14, "results"],
    ]);
});

test("a call that is dialled again: it fails, waits, and fails", () => {
    assert.deepEqual(dials(BUSY), [
        ["queued", 0, 1, "placed"],
        ["dialling", 1, 2, "dials"],
        ["failed", 2, 2, "no answer"],
        ["wrapping", 2, 3, "results"],
        ["waiting", 3, 63, "held!"],
        ["dialling", 63, 64, "dials"],
        ["failed", 64, 64, "busy"],
    ]);
});

test("after an answered dial, a busy one fails", () => {
    const again = [...ANSWERED.slice(0, -1), event(20, "dialled"), event(21, "ended", { reason: "busy" })];
    const ends = dials(again).filter(([, at, until]) => at === until);
    assert.deepEqual(
        ends.map(([kind]) => kind),
        ["end", "failed"],
    );
});

test("a pause does not cut a conversation", () => {
    const paused = [...ANSWERED.slice(0, 5), event(8, "paused"), event(8.5, "resumed"), ...ANSWERED.slice(5)];
    assert.deepEqual(dials(paused), dials(ANSWERED));
});

test("a pause between two dials, and what follows when it is over", () => {
    const paused = [...BUSY.slice(0, 4), event(10, "paused"), event(20, "resumed"), ...BUSY.slice(4)];
    assert.deepEqual(dials(paused).slice(4, 7), [
        ["waiting", 3, 10, "held!"],
        ["waiting", 10, 20, "paused"],
        ["waiting", 20, 63, "resumed"],
    ]);
});

test("a status that the scenario shows does not make a conversation fail", () => {
    const shown = [...ANSWERED.slice(0, 6), event(10, "shown", { word: "queued" }), ...ANSWERED.slice(6)];
    assert.deepEqual(dials(shown).slice(3, 6), [
        ["talking", 6, 10, "a person talks"],
        ["shown", 10, 12, "queued"],
        ["end", 12, 12, "hang up"],
    ]);
});

test("who talks, as found out later, and after a transfer", () => {
    const found = [
        ...ANSWERED.slice(0, 3),
        event(6, "answered", { by: "voicemail" }),
        event(8, "detected", { by: "human" }),
        event(9, "transferred", { to: "+12125550199" }),
        ...ANSWERED.slice(6),
    ];
    assert.deepEqual(dials(found).slice(3, 5), [
        ["talking", 6, 9, "a person talks"],
        ["transferred", 9, 12, "talks to +12125550199"],
    ]);
    assert.deepEqual(dials([...ANSWERED.slice(0, 3), event(6, "answered", { by: "IVR" })], START + 8000).at(-1), [
        "talking",
        6,
        8,
        "IVR",
    ]);
});

test("cancelling ends a call, and counts as a failure", () => {
    const cancelled = [...ANSWERED.slice(0, 5), event(8, "cancelled")];
    assert.deepEqual(dials(cancelled).slice(-2), [
        ["talking", 6, 8, "a person talks"],
        ["failed", 8, 8, "cancelled"],
    ]);
});

test("what has no end yet goes on until now, and a second beyond the last event", () => {
    const ringing = ANSWERED.slice(0, 3);
    assert.deepEqual(dials(ringing, START + 30_000).at(-1), ["ringing", 2, 30, "rings"]);
    assert.deepEqual(dials(ringing, START + 2000).at(-1), ["ringing", 2, 3, "rings"]);
});

test("now divides a span into past and plan; each instant is in exactly one part", () => {
    cases(200, ({ integer, pick }) => {
        const now = START + integer(-2000, 20_000);
        const items = lane(lanesOf(call(pick([ANSWERED, BUSY])), [], now), "dials").filter(
            ({ at, until }) => at < until,
        );
        for (const { at, until, planned } of items) assert.ok(planned ? at >= now : until <= now, `${at} to ${until}`);
        for (let index = 1; index < items.length; index += 1)
            assert.equal(items[index].at, items[index - 1].until, `gap before ${index}`);
    });
    const halves = lane(lanesOf(call(ANSWERED), [], START + 4000), "dials").filter(({ kind }) => kind === "ringing");
    assert.deepEqual(
        halves.map(({ planned, label }) => [planned, label]),
        [
            [false, "rings"],
            [true, ""],
        ],
    );
});

test("a turn lasts as long as its text, at least 0.7 s, and never into the next event", () => {
    const text = "x".repeat(40); // 2.2 s
    const turns = (next) =>
        lane(
            lanesOf(
                call([
                    event(0, "answered"),
                    event(1, "said", { who: "user", text: "a" }),
                    event(2, "said", { who: "agent", text }),
                    event(next, "ended"),
                ]),
                [],
                FAR,
            ),
            "conversation",
        );
    const ends = (next) => turns(next).map(({ until }) => (until - START) / 1000);
    assert.deepEqual(ends(10), [1.7, 4.2]);
    assert.deepEqual(ends(3), [1.7, 3]);
    assert.deepEqual(
        turns(10).map(({ kind, title, target }) => [kind, title, target]),
        [
            ["who-user", "user: a", ["conversation", 2]],
            ["who-agent", `agent: ${text}`, ["conversation", 3]],
        ],
    );
});

test("tools and results are marks with their names", () => {
    const timeline = [
        event(0, "placed"),
        event(5, "tool_used", { name: "book" }),
        event(9, "ready", { result: "recording", planned: true }),
    ];
    const lanes = lanesOf(call(timeline), [], START + 6000);
    assert.deepEqual(lane(lanes, "tools"), [
        {
            kind: "tool",
            at: START + 5000,
            label: "book",
            title: "tool_used!",
            planned: undefined,
            target: ["events", 2],
        },
    ]);
    assert.deepEqual(
        lane(lanes, "results").map(({ kind, label, planned }) => [kind, label, planned]),
        [["result", "recording", true]],
    );
});

const request = (more) => ({
    id: 7,
    at: event(3, "").at,
    method: "GET",
    path: "/v1/calls/c",
    operation: "calls.get",
    status: 200,
    fault: null,
    ...more,
});
const marks = (lanes, name) => lane(lanes, name).map(({ kind, title, target }) => [kind, title, target]);

test("requests are marks: those without a good answer have another shape", () => {
    const records = [
        request(),
        request({ id: 8, status: 400 }),
        request({ id: 9, status: null, operation: null, fault: "f1 timeout" }),
        request({ id: 10, status: 399 }),
    ];
    const lanes = lanesOf(call(ANSWERED), records, FAR);
    assert.deepEqual(marks(lanes, "requests"), [
        ["request", "GET /v1/calls/c → 200 calls.get", ["requests", 7]],
        ["request-failed", "GET /v1/calls/c → 400 calls.get", ["requests", 8]],
        ["request-failed", "GET /v1/calls/c → no answer matches no route", ["requests", 9]],
        ["request", "GET /v1/calls/c → 399 calls.get", ["requests", 10]],
    ]);
    assert.deepEqual(marks(lanes, "faults"), [["fault", "planned fault timeout on GET /v1/calls/c", ["requests", 9]]]);
});

test("the items of a lane are in order of time", () => {
    const records = [request({ at: event(9, "").at, fault: "f1 error" }), request({ fault: "f2 cut" })];
    const delivery = (id, times) => ({
        id,
        event: "call.ended",
        at: event(times[0], "").at,
        faults: ["late"],
        attempts: times.map((after) => ({ at: event(after, "").at, status: 500 })),
        next_at: null,
    });
    const lanes = lanesOf(call(ANSWERED, [delivery(1, [5, 60]), delivery(2, [6, 20])]), records, FAR);
    const times = (name) => lane(lanes, name).map(({ at }) => (at - START) / 1000);
    assert.deepEqual(times("requests"), [3, 9]);
    assert.deepEqual(times("webhooks"), [5, 6, 20, 60]);
    assert.deepEqual(times("faults"), [3, 5, 6, 9]);
});

test("attempts of a delivery are a chain; the next one is planned", () => {
    const delivery = {
        id: 4,
        event: "call.ended",
        at: event(12, "").at,
        faults: ["late", "cut"],
        attempts: [
            { at: event(12, "").at, status: 500 },
            { at: event(42, "").at, error: "connection refused" },
            { at: event(102, "").at, status: 204 },
        ],
        next_at: event(400, "").at,
    };
    const lanes = lanesOf(call(ANSWERED, [delivery]), [], FAR);
    const found = lane(lanes, "webhooks");
    assert.deepEqual(
        found.map(({ kind, at, label, planned }) => [kind, (at - START) / 1000, label, planned]),
        [
            ["webhook-failed", 12, "call.ended", false],
            ["webhook-failed", 42, "", false],
            ["webhook", 102, "", false],
            ["webhook", 400, "", true],
        ],
    );
    assert.deepEqual(
        found.map(({ title }) => title),
        [
            "call.ended, attempt 1 → 500",
            "call.ended, attempt 2 → connection refused",
            "call.ended, attempt 3 → 204",
            "call.ended, attempt 4 follows",
        ],
    );
    assert.ok(found.every(({ chain, target }) => chain === 4 && target[0] === "webhooks" && target[1] === 4));
    assert.deepEqual(marks(lanes, "faults"), [
        ["fault", "planned fault of the webhook call.ended: late, cut", ["webhooks", 4]],
    ]);
    const first = lanesOf(call(ANSWERED, [{ ...delivery, attempts: [], faults: [] }]), [], FAR);
    assert.deepEqual(
        lane(first, "webhooks").map(({ label }) => label),
        ["call.ended"],
    );
    assert.equal(lane(first, "faults"), undefined);
});

test("three lanes are there even if empty, others only with items", () => {
    const names = lanesOf(call([]), [], FAR).map(({ name }) => name);
    assert.deepEqual(names, ["dials", "conversation", "webhooks"]);
});

test("every instant that is drawn is on the axis, and now", () => {
    const lanes = [{ items: [{ at: 3 }, { at: 5, until: 9 }] }, { items: [] }];
    assert.deepEqual(new Set(instantsOf(lanes, 7)), new Set([3, 5, 7, 9]));
});

test("the kind of a fault in the journal", () => {
    assert.deepEqual(["f1 error", "header error", "f12: rate_limit"].map(faultKind), ["error", "error", "rate_limit"]);
});
