// Changed lines of JSON values, against a slow reference.

import assert from "node:assert/strict";
import { test } from "node:test";
import { changedLines } from "../../../mockserver/dashboard/src/parts/json.js";
import { cases } from "./random.js";

/** The length of a longest common subsequence, by its definition. */
function common(one, other) {
    if (!one.length || !other.length) return 0;
    const [first, ...rest] = one;
    const without = common(rest, other);
    const index = other.indexOf(first);
    return index < 0 ? without : Math.max(without, 1 + common(rest, other.slice(index + 1)));
}

/** Whether the lines of `part` appear in `whole` in this order. */
function isWithin(part, whole) {
    let index = 0;
    for (const line of whole) if (line === part[index]) index += 1;
    return index === part.length;
}

test("what is not marked is a longest common subsequence", () => {
    cases(600, (draw) => {
        const text = () => draw.list(draw.integer(0, 9), () => draw.pick("abcd"));
        const [lines, old] = [text(), text()];
        const changed = changedLines(lines, old);
        const kept = lines.filter((_, index) => !changed.has(index));
        assert.ok(isWithin(kept, old), `${kept} is not in ${old}`);
        assert.equal(kept.length, common(lines, old), `${lines} after ${old}: ${[...changed]}`);
    });
});

test("equal values have no changed line; without an old value, each line is new", () => {
    assert.deepEqual(changedLines(["{", "}"], ["{", "}"]), new Set());
    assert.deepEqual(changedLines(["{", "}"], []), new Set([0, 1]));
    assert.deepEqual(changedLines([], ["{", "}"]), new Set());
});

test("an inserted line is the only one", () => {
    const old = ["{", '  "a": 1', "}"];
    assert.deepEqual(changedLines(["{", '  "a": 1,', '  "b": 2', "}"], old), new Set([1, 2]));
    assert.deepEqual(changedLines(["{", '  "b": 2,', '  "a": 1', "}"], old), new Set([1]));
});

test("of values too long to compare, all between the equal ends is marked", () => {
    const numbers = (from) => Array.from({ length: 2001 }, (_, index) => String(from + index));
    const changed = changedLines(["{", ...numbers(0), "}"], ["{", ...numbers(1), "}"]);
    assert.equal(changed.size, 2001);
    assert.ok(!changed.has(0) && !changed.has(2002));
});
