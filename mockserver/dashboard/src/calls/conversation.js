// The tabs of a call that list what happens: what was said, and every event.

import { dayOf, duration, fullTime, localTime, preciseTime } from "../core/format.js";
import { route } from "../core/routes.js";
import { html, useLayoutEffect, useRef } from "../core/ui.js";

const SPOKEN = ["said", "tool_used", "answered", "detected", "transferred", "ended", "cancelled"];

/** Brings the row that the address names into view. */
export function useNamedRow(dependency) {
    const frame = useRef(null);
    const row = route.value.path[3];
    useLayoutEffect(() => {
        if (row) frame.current?.querySelector(".is-named")?.scrollIntoView({ block: "nearest" });
    }, [row, dependency]);
    return [frame, row];
}

export function Conversation({ call, events, look, now }) {
    const [frame, named] = useNamedRow(call.id);
    const rows = events.filter((row) => SPOKEN.includes(row.event));
    if (!rows.some((row) => row.event === "said")) {
        return html`<div class="padded stack">
            <p class="dim">${rows.length ? "Nobody speaks in this call, as far as it is planned." : "Nobody has answered, and no answer is planned yet."}</p>
            <${Results} call=${call} />
        </div>`;
    }
    return html`<div class="two-columns">
        <ol class="sayings padded" ref=${frame}>${rows.map((row) => html`<${Saying} key=${row.number} row=${row} named=${String(row.number) === named} future=${isFuture(row, look, now)} zone=${call.time_zone} />`)}</ol>
        <div class="padded stack"><${Results} call=${call} /></div>
    </div>`;
}

const isFuture = (row, look, now) => row.planned || row.ms > (look ?? now);

function Saying({ row, named, future, zone }) {
    const spoken = row.event === "said";
    const who = spoken ? row.who : row.event === "tool_used" ? "tool" : "";
    return html`<li class=${`saying is-${who || "event"}${future ? " is-planned" : ""}${named ? " is-named" : ""}`}>
        <time title=${[fullTime(row.ms), localTime(row.ms, zone)].filter(Boolean).join("\n")}>${preciseTime(row.ms).slice(0, 8)}</time>
        <b>${who}</b>
        ${row.event === "tool_used" ? html`<span class="mono">${row.name} ${JSON.stringify(row.arguments)} → ${row.output}</span>` : html`<span>${spoken ? row.text : row.words}</span>`}
    </li>`;
}

/** What a conversation ends with: outputs, a summary, and the results that come later. */
function Results({ call }) {
    const end = call.timeline.findLast((row) => row.event === "ended");
    if (!end || (!end.outputs && !end.summary))
        return html`<p class="dim">No outputs and no summary${end ? " are in the scenario" : " yet"}.</p>`;
    return html`<div class=${end.planned ? "stack is-planned" : "stack"}>
        <h3>${end.planned ? "Planned results" : "Results"}</h3>
        ${end.summary && html`<p>${end.summary}</p>`}
        ${end.outputs && html`<dl class="facts-list">${Object.entries(end.outputs).map(([name, value]) => html`<dt>${name}</dt><dd class="mono">${typeof value === "string" ? value : JSON.stringify(value)}</dd>`)}</dl>`}
    </div>`;
}

export function Events({ call, events, now }) {
    const [frame, named] = useNamedRow(call.id);
    const start = events[0]?.ms ?? now;
    return html`<div class="scroll" tabindex="0" role="region" aria-label="events" ref=${frame}>
        <table class="events">
            <thead><tr><th>time</th><th>after</th><th>event</th><th>status then</th></tr></thead>
            <tbody>
                ${events.map(
                    (
                        row,
                    ) => html`<tr key=${row.number} class=${`${row.planned ? "is-planned" : ""}${String(row.number) === named ? " is-named" : ""}`}>
                        <td class="mono" title=${[fullTime(row.ms), localTime(row.ms, call.time_zone)].filter(Boolean).join("\n")}>${dayOf(row.ms)}</td>
                        <td class="mono dim">${duration(row.ms - start)}</td>
                        <td>${row.words}</td>
                        <td class="mono">${row.status}</td>
                    </tr>`,
                )}
            </tbody>
        </table>
    </div>`;
}
