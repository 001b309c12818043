// What the page knows of the current world, and keeps up to date with the event stream.
//
//     event stream ─► dirty calls, the clock, counts ─► one request for all changed calls, a few times a second
//
// Views read the signals, and listen with `onChange` for what they show besides.

import { api, connection, follow, token, world } from "./api.js";
import { instant } from "./format.js";
import { throttled } from "./throttled.js";
import { batch, effect, signal } from "./ui.js";

const FLUSH = 150; // ms between two requests for changed calls
const CLOCK = 250; // ms between two for the clock
const FIRST_PAGE = 100; // calls, so that there is soon something to see
export const MOST_UNMATCHED = 100; // that are counted
const PAGE = 500;
const MOST = 20_000; // calls on the page
const BATCH = 300; // calls in one request

export const calls = signal([]); // summaries, newest first
export const callCount = signal(0); // in the world; the page has at most MOST
export const loading = signal(true);
export const clock = signal(null); // {mode, rate, now (ms), read (ms of performance.now), next, waits}
export const providers = signal([]);
export const problems = signal({ requests: 0, webhooks: 0 });
export const failure = signal(""); // of the last attempt to load
export const worlds = signal([]);

const rows = new Map(); // by id
const dirty = new Set();
const listeners = new Set();
let generation = 0;
let flushTimer = 0; // 0: no request for changed calls is planned or under way

/** Call `listener(kind, data)` for each event of the stream, and with kind `reload` when everything may have changed.
 *  Returns what ends that. */
export function onChange(listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
}

function tell(kind, data) {
    for (const listener of listeners) listener(kind, data);
}

/** The virtual time now, in ms: a running clock goes on between two messages of the server. */
export function virtualNow() {
    const { mode, rate, now, read } = clock.peek() ?? { now: 0 };
    return mode === "real" ? now + (performance.now() - read) * rate : now;
}

function setClock(facts) {
    clock.value = { ...clock.peek(), ...facts, now: instant(facts.now), read: performance.now() };
}

/** Read the clock again: what comes next is only in this answer. */
export const refreshClock = throttled(async () => setClock(await api.get("/clock")), CLOCK);

const refreshProblems = throttled(async () => {
    const [findings, unmatched, webhooks] = await Promise.all([
        api.get("/findings"),
        api.get("/requests/unmatched", { limit: MOST_UNMATCHED, order: "newest" }),
        api.get("/webhooks", { outcome: "failed", limit: PAGE, wait: 0 }),
    ]);
    problems.value = {
        requests: findings.findings.length + unmatched.requests.length,
        webhooks: webhooks.webhooks.length,
    };
}, 1000);

export const refreshWorlds = throttled(async () => {
    const names = (await api.get("/worlds")).worlds.map((row) => row.name);
    worlds.value = [...new Set([...names, world.peek()])].sort();
}, 1000);

/** Load everything anew. */
export async function reload() {
    const own = ++generation;
    try {
        const [facts, known] = await Promise.all([api.get("/clock"), api.get("/providers")]);
        if (own !== generation) return;
        setClock(facts);
        providers.value = known.providers;
        const before = new Map(rows);
        let cursor;
        let limit = FIRST_PAGE;
        rows.clear();
        do {
            const page = await api.get("/calls", { view: "summary", limit, cursor });
            limit = PAGE;
            if (own !== generation) return;
            for (const row of page.calls) rows.set(row.id, row);
            cursor = page.next;
            if (!before.size || !cursor) publish(page.count);
        } while (cursor && rows.size < MOST);
        failure.value = "";
        loading.value = false;
        refreshProblems();
        refreshWorlds();
        tell("reload");
    } catch (error) {
        if (own === generation) failure.value = error.message;
    }
}

function publish(count) {
    batch(() => {
        calls.value = [...rows.values()].sort((one, other) => other.number - one.number).slice(0, MOST);
        callCount.value = Math.max(count ?? 0, rows.size);
    });
}

async function flush() {
    const ids = [...dirty].slice(0, BATCH);
    const own = generation;
    for (const id of ids) dirty.delete(id);
    try {
        const found = (await api.get("/calls", { view: "summary", id: ids.join(","), limit: PAGE, examples: true }))
            .calls;
        if (own !== generation) return; // everything has been loaded anew meanwhile
        for (const row of found) rows.set(row.id, row);
        publish(callCount.peek());
        tell("calls", new Set(ids));
    } catch {
        for (const id of ids) dirty.add(id);
    } finally {
        flushTimer = dirty.size ? setTimeout(flush, FLUSH) : 0;
    }
}

function touch(call) {
    dirty.add(call);
    if (!flushTimer) flushTimer = setTimeout(flush, FLUSH);
}

function receive(kind, data) {
    if (kind === "call" || (kind === "delivery" && data.call)) touch(data.call);
    if (kind === "call" || kind === "delivery") refreshClock();
    if (kind === "request" || kind === "delivery") refreshProblems();
    if (kind === "clock") {
        setClock(data);
        refreshClock();
    }
    if (kind === "gap" || kind === "world") reload();
    tell(kind, data);
}

/** Follow the current world, and any other that is chosen later; begin again with a new token. */
export function start() {
    effect(() => {
        const name = world.value;
        void token.value;
        const ended = new AbortController();
        batch(() => {
            rows.clear();
            dirty.clear();
            calls.value = [];
            callCount.value = 0;
            loading.value = true;
            connection.value = "connecting";
        });
        follow(name, {
            abort: ended.signal,
            onOpen: () => reload(), // also after an interruption: the server may be another run
            onEvent: receive,
        });
        return () => ended.abort();
    });
}
