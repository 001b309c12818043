// A log that is read page by page, against a server that keeps it in a list.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Pages } from "../../../mockserver/dashboard/src/parts/pages.js";

/** A log as the server keeps it: rows with ids from 1, read in pages of at most `most`. */
class Log {
    constructor(count, most = 1000) {
        Object.assign(this, { rows: [], questions: [], broken: "", most });
        this.add(count);
    }

    add(count) {
        for (let index = 0; index < count; index += 1) this.rows.push({ id: this.rows.length + 1, state: "new" });
    }

    read = async (query) => {
        this.questions.push(query);
        if (this.broken) throw new Error(this.broken);
        const { order, limit, cursor } = query;
        const size = Math.min(limit, this.most);
        const newest = order === "newest";
        const all = newest ? [...this.rows].reverse() : this.rows;
        const left = cursor == null ? all : all.filter(({ id }) => (newest ? id < cursor : id > cursor));
        const rows = left.slice(0, size).map((row) => ({ ...row }));
        return { rows, next: left.length > size ? rows.at(-1).id : null, count: this.rows.length };
    };
}

const ids = (pages) => pages.state.value.rows.map(({ id }) => id);
const down = (from, to = 1) => Array.from({ length: from - to + 1 }, (_, index) => from - index);

async function loaded(count, most) {
    const log = new Log(count, most);
    const pages = new Pages(log.read);
    await pages.load();
    return [log, pages];
}

test("the newest come first, and older ones on demand, each once", async () => {
    const [log, pages] = await loaded(1000);
    assert.deepEqual(ids(pages), down(1000, 801));
    await pages.older();
    assert.deepEqual(ids(pages), down(1000, 301));
    await pages.older();
    assert.deepEqual(ids(pages), down(1000));
    assert.equal(pages.state.value.next, null);
    const asked = log.questions.length;
    await pages.older();
    assert.equal(log.questions.length, asked, "there is nothing older");
});

test("asked twice at once, it reads one page after the other", async () => {
    const [, pages] = await loaded(1500);
    await Promise.all([pages.older(), pages.older()]);
    assert.deepEqual(ids(pages), down(1500, 301));
});

test("an update adds what is new, in however many pages it comes", async () => {
    const [log, pages] = await loaded(5, 3);
    await pages.older();
    log.add(7);
    await pages.update();
    assert.deepEqual(ids(pages), down(12));
    const { rows } = pages.state.value;
    log.questions.length = 0;
    await pages.update();
    assert.equal(pages.state.value.rows, rows, "nothing new: nothing is drawn again");
    assert.deepEqual(log.questions, [{ order: "oldest", limit: 1000, cursor: 12 }]);
});

test("a row that has changed is read again, with those after it", async () => {
    const [log, pages] = await loaded(6);
    log.rows[2].state = "changed";
    pages.changed.add(3);
    await pages.update();
    assert.deepEqual(
        pages.state.value.rows.map(({ state }) => state),
        ["new", "new", "new", "changed", "new", "new"],
    );
    assert.deepEqual(ids(pages), down(6));
    log.questions.length = 0;
    await pages.update();
    assert.equal(log.questions[0].cursor, 6, "it is read again once");
});

test("a row that is not loaded yet needs no second reading", async () => {
    const [log, pages] = await loaded(500);
    pages.changed.add(2);
    log.questions.length = 0;
    await pages.update();
    assert.deepEqual(log.questions, [{ order: "oldest", limit: 1000, cursor: 500 }]);
    assert.deepEqual(ids(pages), down(500, 301));
});

test("the oldest row that is loaded is read again too", async () => {
    const [log, pages] = await loaded(500);
    log.rows[300].state = "changed";
    pages.changed.add(301);
    await pages.update();
    assert.deepEqual(pages.state.value.rows.at(-1), { id: 301, state: "changed" });
    assert.deepEqual(ids(pages), down(500, 301));
});

test("a log that was deleted begins again", async () => {
    const [log, pages] = await loaded(9);
    log.rows = [];
    log.add(2);
    await pages.update();
    assert.deepEqual(ids(pages), [2, 1]);
});

test("a row that a filter no longer finds is gone", async () => {
    const [log, pages] = await loaded(4);
    const all = log.rows;
    log.rows = all.filter(({ id }) => id !== 3);
    const { read } = log;
    pages.read = async (query) => ({ ...(await read(query)), count: 4 });
    pages.changed.add(3);
    await pages.update();
    assert.deepEqual(ids(pages), [4, 2, 1]);
});

test("nothing is updated before it is loaded, and nothing is shown after the end", async () => {
    const log = new Log(3);
    const pages = new Pages(log.read);
    await pages.update();
    assert.deepEqual([log.questions.length, pages.state.value.loaded], [0, false]);
    const work = pages.load();
    pages.ended = true;
    await work;
    await pages.load();
    assert.deepEqual(ids(pages), []);
});

test("an error is shown with the rows, and gone after the next success", async () => {
    const [log, pages] = await loaded(3);
    log.broken = "Out of order.";
    await pages.update();
    assert.deepEqual([pages.state.value.error, ids(pages)], ["Out of order.", [3, 2, 1]]);
    log.broken = "";
    log.add(1);
    await pages.update();
    assert.deepEqual([pages.state.value.error, ids(pages)], ["", [4, 3, 2, 1]]);
});

test("at most ten thousand rows are kept", async () => {
    const [log, pages] = await loaded(10_300);
    for (let count = 0; count < 30 && pages.state.value.next; count += 1) await pages.older();
    assert.equal(ids(pages).length, 10_000);
    assert.equal(pages.state.value.next, null);
    log.add(5);
    await pages.update();
    assert.deepEqual(ids(pages), down(10_305, 306));
});
