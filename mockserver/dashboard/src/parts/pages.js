// A long log of the server, newest first: a page at a time backwards, and what is new or has changed since.
//
//     load     ?order=newest&limit=200                 the first page
//     older    ?order=newest&limit=500&cursor=…        the next one, when the end of the list comes into view
//     update   ?order=oldest&limit=1000&cursor=…       all that is new, one request for many events
//
// How pages are read is given to it, so it needs no browser.

import { throttled } from "../core/throttled.js";
import { signal } from "../core/ui.js";

const FIRST = 200;
const OLDER = 500;
const NEW = 1000;
const MOST = 10_000; // as many as the server keeps
const PAUSE = 400; // ms between two updates
export const EMPTY = { rows: [], next: null, loaded: false, error: "" };

/** `read(query)` gets a page, {rows, next, count}; the rows have ids that count from 1. `state` is a signal of what is to
 *  be shown; nothing changes it after `ended`. */
export class Pages {
    constructor(read) {
        Object.assign(this, { read, seen: 0, work: Promise.resolve(), ended: false });
        this.changed = new Set(); // ids of rows to read again
        this.state = signal(EMPTY);
        this.refresh = throttled(() => this.update(), PAUSE);
    }

    load = () => this.#next(() => this.#first());

    older = () =>
        this.#next(async () => {
            const { rows, next } = this.state.peek();
            if (!next) return;
            const page = await this.#read({ order: "newest", limit: OLDER, cursor: next });
            this.#show([...rows, ...page.rows], page.next);
        });

    update = () =>
        this.#next(async () => {
            const { rows, next, loaded } = this.state.peek();
            if (!loaded) return;
            const oldest = next ? rows.at(-1).id : 1;
            const from = [...this.changed].reduce(
                (least, id) => (id < oldest ? least : Math.min(least, id)),
                this.seen + 1,
            );
            this.changed.clear();
            const found = [];
            const seen = this.seen;
            for (let cursor = from - 1; cursor != null; ) {
                const page = await this.#read({ order: "oldest", limit: NEW, cursor });
                if (this.seen < seen) return this.#first(); // somebody has deleted the log: it counts from 1 again
                found.push(...page.rows);
                cursor = page.next;
            }
            const kept = rows.filter((row) => row.id < from);
            if (found.length || kept.length !== rows.length) this.#show([...found.reverse(), ...kept], next);
            return undefined;
        });

    async #first() {
        this.changed.clear();
        const page = await this.#read({ order: "newest", limit: FIRST });
        this.#show(page.rows, page.next);
    }

    /** Do one thing after the other. An error is shown with the list; the next success removes it. */
    #next(work) {
        this.work = this.work.then(async () => {
            try {
                if (!this.ended) await work();
                if (this.state.peek().error) this.#set({ error: "" });
            } catch (error) {
                this.#set({ error: error.message });
            }
        });
        return this.work;
    }

    async #read(place) {
        const page = await this.read(place);
        this.seen = page.count;
        return page;
    }

    #show(rows, next) {
        this.#set({ rows: rows.slice(0, MOST), next: rows.length < MOST ? next : null, loaded: true });
    }

    #set(change) {
        if (!this.ended) this.state.value = { ...this.state.peek(), ...change };
    }
}
