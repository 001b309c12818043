// Work that many events ask for, on a clock that the test moves.

import assert from "node:assert/strict";
import { test } from "node:test";
import { throttled } from "../../../mockserver/dashboard/src/core/throttled.js";

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** Work that is counted, at most every 100 ms, and what moves the clock. */
function counted(context, work = () => {}) {
    context.mock.timers.enable({ apis: ["setTimeout"] });
    const seen = { count: 0 };
    const ask = throttled(async () => {
        seen.count += 1;
        await work();
    }, 100);
    const pass = async (milliseconds) => {
        await settled();
        context.mock.timers.tick(milliseconds);
        await settled();
    };
    return { seen, ask, pass };
}

test("it works at once, and once more for all that ask meanwhile", async (context) => {
    const { seen, ask, pass } = counted(context);
    ask();
    assert.equal(seen.count, 1);
    for (let index = 0; index < 5; index += 1) ask();
    await pass(99);
    assert.equal(seen.count, 1);
    await pass(1);
    assert.equal(seen.count, 2);
    await pass(1000);
    assert.equal(seen.count, 2, "nobody has asked again");
    ask();
    assert.equal(seen.count, 3, "after a pause it works at once again");
});

test("work that fails is tried again at the next event", async (context) => {
    const { seen, ask, pass } = counted(context, () => Promise.reject(new Error("lost")));
    ask();
    await pass(100);
    ask();
    assert.equal(seen.count, 2);
});

test("work does not overlap", async (context) => {
    let finish;
    const { seen, ask, pass } = counted(context, () => new Promise((resolve) => (finish = resolve)));
    ask();
    ask();
    await pass(1000);
    assert.equal(seen.count, 1);
    finish();
    await pass(100);
    assert.equal(seen.count, 2);
});
