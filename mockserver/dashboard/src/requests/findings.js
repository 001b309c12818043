// What stood out, by kind: findings, which are what the documentation does not cover, and requests without a route.

import { api } from "../core/api.js";
import { fullTime, instant, plural, preciseTime } from "../core/format.js";
import { MOST_UNMATCHED, onChange, problems } from "../core/live.js";
import { link } from "../core/routes.js";
import { throttled } from "../core/throttled.js";
import { html, useEffect, useMemo, useState } from "../core/ui.js";
import { Empty, useLoaded } from "../parts/components.js";
import { Mark } from "../parts/messages.js";

const PAUSE = 1000; // ms between two requests
const SHOWN = 50; // of a kind, until all are wanted
const NO_ROUTE = "no route";
const MEANING = {
    [NO_ROUTE]: "No provider has this method and path. The client got an error.",
    unknown_field: "The request has a field that is not documented.",
    deprecated_field: "The request has a field of an older version of the API.",
    lenient_type: "A value has a type that the provider accepts but does not document.",
    real_number: "The call goes to a number that could be a real person's. Numbers reserved for fiction are safe.",
    live_key: "The API key looks like one of a real account.",
    fast_polling: "One path was read more than five times within a second.",
    first_page: "The client began to read a list at its second page.",
    double_dial: "The client dialled the same person twice, because its first request got no good answer.",
};

export const findingCount = () => problems.value.requests;

export function Findings() {
    const [found, error, again] = useLoaded(load, []);
    const refresh = useMemo(() => throttled(again, PAUSE), []);
    useEffect(() => onChange((kind) => (kind === "request" || kind === "reload") && refresh()), []);
    const groups = useMemo(() => byKind(found ?? []), [found]);
    return html`<div class="scroll padded stack findings">
        ${error && html`<p class="problem" role="alert">${error}</p>`}
        ${
            found &&
            !groups.length &&
            html`<${Empty} title="No findings">
                <p>
                    A finding is a request that the provider accepts although its documentation does not cover it: an
                    unknown field, a number of a real person, a call placed twice. The simulator answers as the provider
                    would and notes it here.
                </p>
            <//>`
        }
        ${groups.map(([kind, rows]) => html`<${Group} key=${kind} kind=${kind} rows=${rows} />`)}
    </div>`;
}

/** The findings, oldest first, after the requests without a route. */
async function load() {
    const [{ findings }, { requests }] = await Promise.all([
        api.get("/findings"),
        api.get("/requests/unmatched", { limit: MOST_UNMATCHED, order: "newest" }),
    ]);
    const unmatched = requests.map((row) => ({
        kind: NO_ROUTE,
        message: row.note ?? row.message,
        at: row.at,
        provider: `${row.provider} ${row.method} ${row.path}`,
        request: row.id,
    }));
    return [...findings, ...unmatched.reverse()];
}

/** [kind, its rows, newest first]. Requests without a route come first, then the kind of the newest finding. */
function byKind(found) {
    const groups = new Map();
    for (const row of [...found].reverse()) {
        if (groups.has(row.kind)) groups.get(row.kind).push(row);
        else groups.set(row.kind, [row]);
    }
    return [...groups];
}

function Group({ kind, rows }) {
    const [all, setAll] = useState(false);
    const shown = all ? rows : rows.slice(0, SHOWN);
    return html`<section class="card finding-group" aria-label=${kind}>
        <h2>
            <${Mark} shape=${kind === NO_ROUTE ? "▲" : "◆"}>${kind}<//>${" "}
            <small class="dim">${plural(rows.length, "request")}</small>
        </h2>
        <p class="dim">${MEANING[kind]}</p>
        <ul>
            ${shown.map((row, index) => html`<${Finding} key=${`${row.request} ${index}`} row=${row} />`)}
        </ul>
        ${
            shown.length < rows.length &&
            html`<button class="small" onClick=${() => setAll(true)}>show all ${rows.length}</button>`
        }
    </section>`;
}

function Finding({ row }) {
    const at = instant(row.at);
    return html`<li>
        <a class="mono" href=${link(["requests", row.request])}>#${row.request}</a>
        <time class="mono dim" title=${fullTime(at)}>${preciseTime(at)}</time>
        <span class="dim">${row.provider} ${row.operation}</span>
        <span class="text">${row.message}</span>
        ${row.call && html`<a href=${link(["calls", row.call])}>call</a>`}
    </li>`;
}
