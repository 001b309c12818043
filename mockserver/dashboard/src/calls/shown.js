// What a client's GET of the call answers, now or at an earlier or later event, with what changed marked.

import { api } from "../core/api.js";
import { fullTime, timeOf } from "../core/format.js";
import { html, useEffect, useState } from "../core/ui.js";
import { Copy, useLoaded } from "../parts/components.js";
import { Json } from "../parts/json.js";

export function Shown({ call, events, look }) {
    const [chosen, setChosen] = useState(null); // number of an event; null: now
    useEffect(() => setChosen(null), [call.id, look]);
    const past = events.filter((row) => !row.planned).length;
    const looked = look === null ? null : events.filter((row) => row.ms <= look).length;
    const count = chosen ?? looked ?? past;
    const [found, error] = useLoaded(() => load(call.id, count, past), [call.id, count, call]);
    if (error) return html`<p class="padded is-error">${error}</p>`;
    if (!found) return html`<p class="padded dim">loading…</p>`;
    const changed = found.previous
        ? `changed since ${timeOf(Date.parse(found.previous.at))} is marked`
        : "nothing came before";
    return html`<div class="padded stack">
        <div class="row-of">
            <code>${found.method} ${found.path} → ${found.status}</code>
            <span class="spread row-of">
                <button class="small" disabled=${count <= 1} aria-label="one event earlier" onClick=${() => setChosen(count - 1)}>←</button>
                <span class="mono dim">${count} of ${events.length} events</span>
                <button class="small" disabled=${count >= events.length} aria-label="one event later" onClick=${() => setChosen(count + 1)}>→</button>
                ${count !== past && html`<button class="small" onClick=${() => setChosen(past)}>now</button>`}
                <${Copy} text=${JSON.stringify(found.body, null, 2)} />
            </span>
        </div>
        <p class="dim">${when(found, count, past, events)} · ${changed}</p>
        <${Json} value=${found.body} before=${found.previous?.body} />
    </div>`;
}

function load(id, count, past) {
    return api.get(`/calls/${encodeURIComponent(id)}/response`, count === past ? {} : { events: count });
}

function when(found, count, past, events) {
    const row = events[count - 1];
    const after = row ? `after "${row.words}"` : "";
    if (count > past) return `what it will answer at ${fullTime(Date.parse(found.at))}, ${after}`;
    return count < past ? `what it answered at ${fullTime(Date.parse(found.at))}, ${after}` : `now, ${after}`;
}
