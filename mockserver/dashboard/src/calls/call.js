// One call: its timeline, buttons that drive it by hand, and tabs that tell more.

import { ApiError, api } from "../core/api.js";
import { fullTime, shortId } from "../core/format.js";
import { clock, onChange, providers, virtualNow } from "../core/live.js";
import { go, link } from "../core/routes.js";
import { throttled } from "../core/throttled.js";
import { html, useEffect, useMemo, useRef, useState } from "../core/ui.js";
import { Chip, Empty, Tabs, useLoaded, useTicks } from "../parts/components.js";
import { Controls } from "./controls.js";
import { Conversation, Events } from "./conversation.js";
import { eventsOf } from "./lanes.js";
import { Shown } from "./shown.js";
import { CallScenario } from "./story.js";
import { Timeline } from "./timeline.js";
import { CallRequests, CallWebhooks } from "./traffic.js";

const AGAIN = 200; // ms between two loads while events arrive
const REQUESTS = 300; // of the newest
const RUNNING = 500; // ms between two drawings while the clock runs

/** A call with what clients did to it, kept up to date. */
function useCall(id) {
    const [call, error, again] = useLoaded(() => loadCall(id), [id]);
    const latest = useRef(again);
    latest.current = again;
    useEffect(() => {
        const soon = throttled(() => latest.current(), AGAIN);
        return onChange((kind, data) => {
            if (kind === "reload" || kind === "clock" || (kind === "calls" && data.has(id))) soon();
            if (kind === "request" && (data.call === id || data.path.includes(id))) soon();
        });
    }, [id]);
    return [call, error];
}

async function loadCall(id) {
    const path = `/calls/${encodeURIComponent(id)}`;
    const [call, found, faulted] = await Promise.all([
        forecast(path),
        api.get("/requests", { call: id, order: "newest", limit: REQUESTS }),
        api.get("/requests", { path: `*${id}*`, fault: "any", order: "newest", limit: REQUESTS }), // those that never reached it
    ]);
    const known = new Map([...faulted.requests, ...found.requests].map((record) => [record.id, record]));
    return { ...call, requests: [...known.values()].sort((one, other) => other.id - one.id) };
}

/** The call with what it will do by itself; a call of a sample has no forecast. */
async function forecast(path) {
    try {
        return await api.get(path, { forecast: true });
    } catch (error) {
        if (!(error instanceof ApiError) || error.status === 404 || error.status === 0) throw error;
        return api.get(path);
    }
}

export function Call({ id, tab = "conversation", query }) {
    const [call, error] = useCall(id);
    const [look, setLook] = useState(null);
    const now = useNow();
    useEffect(() => setLook(null), [id]);
    if (!call)
        return html`<section class="detail" aria-label="call">${error ? html`<${Missing} id=${id} error=${error} />` : html`<p class="dim">loading…</p>`}</section>`;
    const pick = (name, row) => {
        go(["calls", id, name, row == null ? null : String(row)], { query });
    };
    const title = providers.value.find((each) => each.name === call.provider)?.title ?? call.provider;
    const failed = call.phase === "ended" && call.attempts.every((each) => !each.answered_at);
    return html`<section class="detail" aria-label="call">
        <div class="call-head">
            <a class="back button small" href=${link(["calls"], query)} aria-label="back to the list">←</a>
            <h1>${call.direction === "inbound" ? call.from : call.to}</h1>
            <${Chip} phase=${call.phase} failed=${failed}>${call.status}<//>
            <span class="mono dim about">${title} · ${call.direction} · ${call.from} → ${call.to} · <span title=${call.id}>${shortId(call.id)}</span> · ${call.scenario}</span>
            <${Controls} call=${call} />
        </div>
        <div class="card">
            <${Timeline} call=${call} requests=${call.requests} now=${now} look=${look} zone=${call.time_zone} onLook=${setLook} onPick=${pick} />
            ${call.fields && html`<p class="padded dim">The scenario overrides fields of the response: <code>${JSON.stringify(call.fields)}</code></p>`}
        </div>
        ${look !== null && html`<p class="looking" role="status">You look back at ${fullTime(look)}. The clock has not moved. <button class="small" onClick=${() => setLook(null)}>back to now</button></p>`}
        <${Details} call=${call} tab=${look !== null && tab === "conversation" ? "response" : tab} look=${look} now=${now} query=${query} />
    </section>`;
}

const TABS = {
    conversation: Conversation,
    response: Shown,
    webhooks: CallWebhooks,
    requests: CallRequests,
    scenario: CallScenario,
    events: Events,
};

function Details({ call, tab, look, now, query }) {
    const events = useMemo(() => eventsOf(call), [call]);
    const View = TABS[tab] ?? Conversation;
    const tabs = [
        ["conversation", "Conversation"],
        ["response", "What GET shows"],
        ["webhooks", "Webhooks", call.webhooks.length],
        ["requests", "Requests", call.requests.length],
        ["scenario", "Scenario"],
        ["events", "Events", events.length],
    ];
    return html`<div class="card">
        <${Tabs} tabs=${tabs} current=${tab in TABS ? tab : "conversation"} label="about the call" to=${(name) => link(["calls", call.id, name], query)} />
        <div class="pane"><${View} call=${call} events=${events} look=${look} now=${now} /></div>
    </div>`;
}

/** The virtual time, again and again while the clock runs. */
function useNow() {
    const [, draw] = useState(0);
    useTicks(() => clock.peek()?.mode === "real" && draw((count) => count + 1), RUNNING);
    void clock.value;
    return Math.floor(virtualNow());
}

const Missing = ({ id, error }) => html`<${Empty} title="This call cannot be shown">
    <p class="is-error">${error}</p>
    <p>The id in the address is <code>${id}</code>. A reset, a snapshot or another world may be the reason. <a href=${link(["calls"])}>All calls</a></p>
<//>`;
