// How a call that plays a scenario would unfold at each provider, on one axis: seconds after the order.

import { api, world } from "../core/api.js";
import { duration, elapsed } from "../core/format.js";
import { providers } from "../core/live.js";
import { html, useLayoutEffect, useMemo, useRef, useState } from "../core/ui.js";
import { axis, clearOfFolds, ticks } from "../parts/axis.js";
import { useLoaded } from "../parts/components.js";

const LANE = 40; // px
const TOP = 26;
const SIDE = 14;
const PHASES = {
    placed: "queued",
    due: "queued",
    held: "waiting",
    waiting: "waiting",
    dialled: "dialling",
    ringing: "ringing",
    answered: "talking",
    transferred: "transferred",
    shown: "shown",
    ended: "wrapping",
};

/** `text` is that of a scenario that is not stored; without it, `path` names a stored one. */
export function Preview({ path, text }) {
    const [to, setTo] = useState("");
    const [seed, setSeed] = useState("");
    const body = { ...(text !== undefined && { text }), ...(to && { to }), ...(seed && { seed }) };
    const [found, error] = useLoaded(() => api.post(path, body), [path, text, to, seed, world.value]);
    const onlyChanged = (set) => (event) => set(event.target.value.trim());
    return html`<div class="padded stack">
        <div class="row-of">
            <label>number <input value=${to} placeholder=${found?.to ?? "+12125550142"} onChange=${onlyChanged(setTo)} /></label>
            <label>seed <input value=${seed} placeholder=${found?.seed ?? ""} size="8" onChange=${onlyChanged(setSeed)} /></label>
            <span class="dim">No call is placed.</span>
        </div>
        ${error && html`<p class="is-error" role="alert">${error}</p>`}
        ${found && html`<${Lanes} previews=${found.previews} />${found.previews.map((each) => html`<${Rows} key=${each.provider} preview=${each} />`)}`}
    </div>`;
}

const titleOf = (name) => providers.value.find((each) => each.name === name)?.title ?? name;

function Lanes({ previews }) {
    const frame = useRef(null);
    const [width, setWidth] = useState(0);
    useLayoutEffect(() => {
        const observer = new ResizeObserver(() => setWidth(frame.current.clientWidth));
        observer.observe(frame.current);
        return () => observer.disconnect();
    }, []);
    const playable = previews.filter((each) => !each.error);
    const line = useMemo(
        () =>
            axis(
                [0, 1000, ...playable.flatMap((each) => each.timeline.map((row) => row.after * 1000))],
                Math.max(width - 2 * SIDE, 100),
            ),
        [previews, width],
    );
    const height = TOP + playable.length * LANE + 4;
    return html`<div class="lanes" ref=${frame}>${
        width > 0 &&
        html`<svg width=${line.width + 2 * SIDE} height=${height} role="img" aria-label="how the call unfolds at each provider">
        <g class="axis">${ticks(line, 72)
            .filter(clearOfFolds(line))
            .map(
                ({ at, x }) =>
                    html`<g key=${at}><path d=${`M${x + SIDE} ${TOP - 6}V${height}`} /><text x=${Math.max(x + SIDE, 10)} y="14" text-anchor="middle">${elapsed(at)}</text></g>`,
            )}
        ${line.parts.filter((part) => part.folded).map((part) => html`<g key=${part.start} class="fold"><rect x=${part.x + SIDE + 2} y=${TOP - 6} width=${part.width - 4} height=${height - TOP + 6} /><text x=${part.x + SIDE + part.width / 2} y="14" text-anchor="middle">${duration(part.end - part.start)}</text></g>`)}</g>
        ${playable.map((each, index) => html`<${Lane} key=${each.provider} preview=${each} line=${line} top=${TOP + index * LANE} />`)}
    </svg>`
    }</div>`;
}

function Lane({ preview, line, top }) {
    const x = (row) => line.x(row.after * 1000) + SIDE;
    const steps = stepsOf(preview.timeline);
    const last = preview.timeline.at(-1);
    return html`<g class="lane"><text x=${SIDE} y=${top + 11}>${titleOf(preview.provider)}</text>
        ${steps.map((row, index) => {
            const end = steps[index + 1] ?? last;
            const width = Math.max(x(end) - x(row), row.event === "ended" ? 3 : 0);
            if (!width) return null;
            const { kind } = row;
            const label = `${row.status}, ${row.description}`;
            if (kind === "waiting")
                return html`<g key=${index} class="item"><title>${label}</title><path class="wait" d=${`M${x(row) + 2} ${top + 24}h${Math.max(width - 4, 1)}`} /></g>`;
            return html`<g key=${index} class=${`item kind-${kind}`}><title>${label}</title><rect x=${x(row)} y=${top + 17} width=${width} height="14" rx="3" />${width > row.status.length * 7 + 10 && html`<text class="inside" x=${x(row) + 5} y=${top + 28}>${row.status}</text>`}</g>`;
        })}
    </g>`;
}

/** The events with which a stretch begins, each with its kind. */
function stepsOf(timeline) {
    let answered = false;
    return timeline
        .filter((row) => PHASES[row.event])
        .map((row) => {
            if (row.event === "dialled" || row.event === "answered") answered = row.event === "answered";
            return { ...row, kind: row.event === "ended" && !answered ? "failed" : PHASES[row.event] };
        });
}

function Rows({ preview }) {
    if (preview.error)
        return html`<p><b>${titleOf(preview.provider)}</b> <span class="dim">cannot play it: ${preview.error}</span></p>`;
    const end =
        preview.phase === "ended"
            ? `${preview.status}${preview.reason ? `, ${preview.reason.replaceAll("_", " ")}` : ""}`
            : "it never ends by itself";
    return html`<details class="entry">
        <summary><b>${titleOf(preview.provider)}</b><span class="grow dim">${preview.timeline.length} events, ${duration((preview.timeline.at(-1)?.after ?? 0) * 1000)}</span><span class="mono">${end}</span></summary>
        <div class="scroll"><table class="events"><tbody>${preview.timeline.map((row, index) => html`<tr key=${index}><td class="mono">${duration(row.after * 1000)}</td><td class="mono">${row.status}</td><td>${row.description}</td></tr>`)}</tbody></table></div>
    </details>`;
}
