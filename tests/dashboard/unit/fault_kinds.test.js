// The rule that a draft of the form stands for.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
    bodyOf,
    EMPTY,
    FIELDS,
    KINDS,
    OFTEN,
    PRESETS,
    ruleOf,
} from "../../../mockserver/dashboard/src/faults/fault_kinds.js";

const rule = (draft) => ruleOf({ ...EMPTY, ...draft });

test("what is not given is not sent", () => {
    assert.deepEqual(rule({}), { fault: "error" });
    for (const fault of Object.keys(KINDS)) assert.deepEqual(rule({ fault }), { fault });
    assert.deepEqual(rule({ operation: "  ", path: " ", status: " ", body: " " }), { fault: "error" });
});

test("only the values of its kind are sent", () => {
    const all = { status: "503", body: "{}", retry_after: "2s", for_first: "3s", at: "20", for: "1s" };
    const expected = {
        error: ["status", "body", "retry_after"],
        reset: ["at"],
        cut: ["at"],
        delay: ["for"],
        dribble: ["for"],
    };
    for (const [fault, { fields = [] }] of Object.entries(KINDS)) {
        assert.deepEqual(Object.keys(rule({ fault, ...all })).sort(), ["fault", ...fields].sort(), fault);
        if (expected[fault]) assert.deepEqual(fields, expected[fault]);
        for (const name of fields) assert.ok(FIELDS[name].label, `${name} has a field`);
    }
});

test("numbers are numbers; what is none stays as it is, for the server to refuse", () => {
    assert.deepEqual(rule({ status: " 503 " }), { fault: "error", status: 503 });
    assert.deepEqual(rule({ status: "5xx" }), { fault: "error", status: "5xx" });
    assert.deepEqual(rule({ fault: "cut", at: "1KiB" }), { fault: "cut", at: "1KiB" });
    assert.deepEqual(rule({ fault: "cut", at: "20" }), { fault: "cut", at: 20 });
    for (const at of ["1.2.3", "."]) assert.deepEqual(rule({ fault: "cut", at }), { fault: "cut", at });
    assert.deepEqual(rule({ chance: "0.5", times: "3" }), { fault: "error", chance: 0.5, times: 3 });
});

test("a body is JSON if it is, else text", () => {
    assert.deepEqual(rule({ body: '{"error": 1}' }).body, { error: 1 });
    assert.equal(rule({ body: "{error" }).body, "{error");
});

test("several names are a list, one is not", () => {
    assert.equal(rule({ operation: " calls.get " }).operation, "calls.get");
    assert.deepEqual(rule({ operation: "calls.get, call.get  calls.*" }).operation, [
        "calls.get",
        "call.get",
        "calls.*",
    ]);
    assert.deepEqual(rule({ provider: "ringyo", method: "GET,POST", path: "/v1/*" }), {
        fault: "error",
        provider: "ringyo",
        method: ["GET", "POST"],
        path: "/v1/*",
    });
});

test("how often", () => {
    assert.deepEqual(rule({ often: "always", count: "4" }), { fault: "error" });
    for (const often of Object.keys(OFTEN).filter((name) => name !== "always"))
        assert.deepEqual(rule({ often, count: "4" }), { fault: "error", [often]: 4 });
});

test("between two times; the first is 0s if only the second is given", () => {
    assert.deepEqual(rule({ from: "1s", to: "2m" }).between, ["1s", "2m"]);
    assert.deepEqual(rule({ to: "2m" }).between, ["0s", "2m"]);
    assert.deepEqual(rule({ from: "1s" }).between, ["1s", ""], "the server says what is missing");
});

test("after the effect is said only of kinds that can act before it", () => {
    for (const [fault, { after }] of Object.entries(KINDS))
        assert.equal(rule({ fault, when: "after" }).when, after ? undefined : "after", fault);
    assert.equal(rule({ when: "before" }).when, undefined);
});

test("optional, and a plan", () => {
    assert.deepEqual(rule({ optional: true }), { fault: "error", optional: true });
    assert.deepEqual(bodyOf({ ...EMPTY, plan: " night " }), { plan: "night", faults: [{ fault: "error" }] });
    assert.deepEqual(bodyOf(EMPTY), { fault: "error" });
});

test("presets are rules of known kinds", () => {
    const rules = PRESETS.map(([, { creates, ...preset }]) => rule(preset));
    assert.deepEqual(rules, [
        { fault: "error", status: 503, first: 2 },
        { fault: "rate_limit", retry_after: "2s", first: 1 },
        { fault: "reset", when: "after", first: 1 },
        { fault: "cut", first: 1 },
        { fault: "delay", for: "lognormal(200ms, 0.5)" },
    ]);
});
