// One call drawn over time, in lanes: the past is solid, the plan faded, and the line for now can be dragged.
//
//     lanes.js   what there is to draw    axis.js   where it is    now_line.js   the line for now

import { dateOf, dayOf, duration, fullTime, localTime, preciseTime, timeOf } from "../core/format.js";
import { html, useLayoutEffect, useMemo, useRef, useState } from "../core/ui.js";
import { axis, clearOfFolds, ticks } from "../parts/axis.js";
import { useKeys } from "../parts/keys.js";
import { BOTTOM, CHARACTER, NARROW, ROOMY, SIDE, TOP } from "./geometry.js";
import { instantsOf, lanesOf } from "./lanes.js";
import { Now } from "./now_line.js";

const PHONE = 520; // px
const BAR = 18;
const MOST_ZOOM = 64;
const MARKS = {
    request: "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0",
    "request-failed": "M-4-4L4 4M-4 4L4-4",
    webhook: "M0-6L6 0L0 6L-6 0Z",
    "webhook-failed": "M0-6L6 0L0 6L-6 0ZM-3-3L3 3M-3 3L3-3",
    fault: "M0-6L6 5H-6Z",
    tool: "M-5-5H5V5H-5Z",
    result: "M0-5L5 0L0 5L-5 0Z",
};

/** `look` is the instant that is looked at instead of now, or null. `onPick(tab, row)` opens what was clicked. */
export function Timeline({ call, requests, now, look, zone, onLook, onPick }) {
    const frame = useRef(null);
    const [width, setWidth] = useState(0);
    const [zoom, setZoom] = useState(1);
    const [tip, setTip] = useState(null);
    useLayoutEffect(() => {
        const observer = new ResizeObserver(() => setWidth(frame.current.clientWidth));
        observer.observe(frame.current);
        return () => observer.disconnect();
    }, []);
    const lanes = useMemo(() => lanesOf(call, requests, now), [call, requests, now]);
    const line = useMemo(
        () => axis(instantsOf(lanes, now), (Math.max(width, 200) - 2 * SIDE) * zoom),
        [lanes, width, zoom],
    );
    const size = width < PHONE ? NARROW : ROOMY;
    const height = TOP + lanes.length * size.height + BOTTOM;
    const keep = useZoom({ frame, line, zoom, setZoom });
    const show = (item) => (event) => setTip(item && { item, ...placeOf(event, frame.current) });
    return html`<div class=${`timeline${size === NARROW ? " is-narrow" : ""}`}>
        <div class="lane-names" aria-hidden="true">
            ${lanes.map((lane) => html`<span key=${lane.name}>${lane.name}</span>`)}
        </div>
        <div class="lanes" ref=${frame} onWheel=${keep.onWheel} tabindex="0" aria-label="timeline, scrolls sideways" role="region">
            ${
                width > 0 &&
                html`<svg width=${line.width + 2 * SIDE} height=${height} role="group" aria-label=${`Timeline of the call to ${call.to}`}>
                <${Axis} line=${line} lanes=${lanes.length} size=${size} height=${height} />
                ${lanes.map((lane, index) => html`<${Lane} key=${lane.name} lane=${lane} middle=${TOP + index * size.height + size.middle} line=${line} onPick=${onPick} show=${show} />`)}
                <${Now} call=${call} line=${line} now=${now} look=${look} height=${height} onLook=${onLook} frame=${frame} />
            </svg>`
            }
            ${tip && html`<${Tip} ...${tip} zone=${zone} now=${now} />`}
        </div>
        <div class="zoom" role="group" aria-label="zoom">
            <button class="small" aria-label="zoom out" disabled=${zoom <= 1} onClick=${() => keep.by(0.5)}>−</button>
            <button class="small" disabled=${zoom === 1} onClick=${() => setZoom(1)}>fit</button>
            <button class="small" aria-label="zoom in" disabled=${zoom >= MOST_ZOOM} onClick=${() => keep.by(2)}>+</button>
        </div>
    </div>`;
}

/** Zoom with buttons, keys, and the wheel with Ctrl; what is in the middle, or under the pointer, stays there. */
function useZoom({ frame, line, zoom, setZoom }) {
    const anchor = useRef(null);
    const to = (next, x) => {
        const limited = Math.min(MOST_ZOOM, Math.max(1, next));
        if (limited === zoom) return; // an anchor would move the next drawing
        anchor.current = { at: line.at(frame.current.scrollLeft + x - SIDE), x };
        setZoom(limited);
    };
    const by = (factor) => to(zoom * factor, frame.current.clientWidth / 2);
    useLayoutEffect(() => {
        if (anchor.current) frame.current.scrollLeft = line.x(anchor.current.at) + SIDE - anchor.current.x;
        anchor.current = null;
    }, [line]);
    const onWheel = (event) => {
        if (!event.ctrlKey) return;
        event.preventDefault();
        to(zoom * (event.deltaY < 0 ? 1.25 : 0.8), event.clientX - frame.current.getBoundingClientRect().left);
    };
    const keys = { "+": () => by(2), "=": () => by(2), "-": () => by(0.5), 0: () => setZoom(1) };
    useKeys((key) => keys[key] && (keys[key](), true));
    return { by, onWheel };
}

function Axis({ line, lanes, size, height }) {
    const bottom = height - BOTTOM;
    const x = (at) => line.x(at) + SIDE;
    return html`<g class="axis">
        ${line.parts
            .filter((part) => part.folded)
            .map(
                (part) => html`<g key=${part.start} class="fold">
                <rect x=${part.x + SIDE + 2} y=${TOP - 4} width=${part.width - 4} height=${bottom - TOP + 4} />
                <text x=${part.x + SIDE + part.width / 2} y="17" text-anchor="middle">${duration(part.end - part.start)}</text>
                <path d=${`M${part.x + SIDE + 4} 23h${part.width - 8}`} />
            </g>`,
            )}
        ${ticks(line, 84)
            .filter(clearOfFolds(line))
            .map(
                ({ at }, index, all) => html`<g key=${at}>
                <path d=${`M${x(at)} ${TOP - 4}V${bottom}`} />
                <text x=${Math.max(x(at), 30)} y="17" text-anchor="middle">${tickText(at, all[index - 1]?.at ?? line.start)}</text>
            </g>`,
            )}
        ${Array.from({ length: lanes + 1 }, (_, index) => html`<path key=${`lane${index}`} class="rule" d=${`M0 ${TOP + index * size.height}H${line.width + 2 * SIDE}`} />`)}
    </g>`;
}

/** A time of day, with the day if the one before was on another. */
const tickText = (at, before) =>
    dateOf(at) === dateOf(before) ? (at % 1000 ? preciseTime(at) : timeOf(at)) : dayOf(at);

function Lane({ lane, middle, line, onPick, show }) {
    const place = (item) => ({ ...item, x: line.x(item.at) + SIDE, end: line.x(item.until ?? item.at) + SIDE });
    const items = lane.items.map(place);
    const limit = line.width + 2 * SIDE;
    return html`<g class="lane" role="list" aria-label=${lane.name}>
        ${chains(items).map((d) => html`<path class="chain" d=${d(middle)} />`)}
        ${items.map((item, index) => {
            const room = (items[index + 1]?.x ?? limit) - item.end;
            const classes = `item kind-${item.kind}${item.planned ? " is-planned" : ""}`;
            const pick = item.target && (() => onPick(...item.target));
            return html`<g
                key=${index}
                class=${classes}
                role="listitem"
                tabindex=${item.label || MARKS[item.kind] ? 0 : -1}
                aria-label=${`${item.title}, ${timeOf(item.at)}${item.planned ? ", planned" : ""}`}
                onClick=${pick}
                onKeyDown=${(event) => event.key === "Enter" && pick?.()}
                onPointerEnter=${show(item)}
                onPointerLeave=${show(null)}
                onFocus=${show(item)}
                onBlur=${show(null)}
            >
                ${MARKS[item.kind] ? html`<${Mark} item=${item} y=${middle} room=${room} />` : html`<${Span} item=${item} y=${middle} room=${room} />`}
            </g>`;
        })}
    </g>`;
}

function Mark({ item, y, room }) {
    const fits = room > 14 + Math.min(item.label.length, 14) * CHARACTER;
    return html`<path class="hit" d=${`M${item.x - 8} ${y - 12}h16v24h-16z`} />
        <path class="mark" transform=${`translate(${item.x} ${y})`} d=${MARKS[item.kind]} />
        ${item.label && fits && html`<text x=${item.x + 10} y=${y + 4}>${clip(item.label, room - 14)}</text>`}`;
}

function Span({ item, y, room }) {
    const width = Math.max(item.end - item.x, item.end === item.x ? 5 : 3);
    if (item.kind === "waiting")
        return html`<path class="hit" d=${`M${item.x} ${y - 12}h${width}v24h${-width}z`} /><path class="wait" d=${`M${item.x + 3} ${y}h${Math.max(width - 6, 1)}`} />
            <text class="over" x=${item.x + 6} y=${y - 4}>${clip(item.label, width - 8)}</text>`;
    const isEnd = item.kind === "end" || item.kind === "failed";
    const label = isEnd ? clip(item.label, room - 12) : "";
    const inside = isEnd ? "" : clip(item.label, width - 10);
    return html`<rect x=${item.x} y=${y - BAR / 2} width=${width} height=${BAR} rx="3" />
        ${label ? html`<text class="beside" x=${item.x + 9} y=${y + 4}>${label}</text>` : inside && html`<text class="inside" x=${item.x + 6} y=${y + 4}>${inside}</text>`}`;
}

/** As much of a text as fits into a width; nothing rather than two letters. */
function clip(text, width) {
    const most = Math.floor(width / CHARACTER);
    if (!text || text.length <= most) return text ?? "";
    return most < 4 ? "" : `${text.slice(0, most - 1)}…`;
}

/** Lines between the attempts of one delivery. */
function chains(items) {
    const found = new Map();
    for (const item of items) if (item.chain != null) found.set(item.chain, [...(found.get(item.chain) ?? []), item]);
    const several = [...found.values()].filter((marks) => marks.length > 1);
    return several.map((marks) => (y) => `M${marks[0].x} ${y}H${marks.at(-1).x}`);
}

function placeOf(event, frame) {
    const box = frame.getBoundingClientRect();
    const target = event.currentTarget.getBoundingClientRect();
    const x = event.clientX ? event.clientX : target.left;
    return { x: x - box.left + frame.scrollLeft, y: target.bottom - box.top + 6, limit: frame.scrollLeft + box.width };
}

function Tip({ item, x, y, limit, zone, now }) {
    const node = useRef(null);
    useLayoutEffect(() => {
        const left = Math.max(4, Math.min(x - 20, limit - node.current.offsetWidth - 8));
        Object.assign(node.current.style, { left: `${left}px`, top: `${y}px` });
    });
    const local = localTime(item.at, zone);
    const span = item.until > item.at ? `, for ${duration(item.until - item.at)}` : "";
    return html`<div class="tip" role="tooltip" ref=${node}>
        <b>${item.title}</b>
        <span>${fullTime(item.at)}${span}</span>
        ${local && html`<span>${local}</span>`}
        ${item.planned && html`<span>planned${item.at > now ? `, in ${duration(item.at - now)}` : ""}</span>`}
    </div>`;
}
