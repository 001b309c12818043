// One call drawn over time: the past is solid, the plan faded, and the line for now can be dragged.
//
// Dropped to the right of now, it advances the clock. Dropped to the left, it looks back at what a GET answered then.

import { api } from "../core/api.js";
import {
    dateOf,
    dayOf,
    duration,
    fullTime,
    instant,
    iso,
    localTime,
    plural,
    preciseTime,
    timeOf,
} from "../core/format.js";
import { html, useEffect, useLayoutEffect, useMemo, useRef, useState } from "../core/ui.js";
import { axis, clearOfFolds, ticks } from "../parts/axis.js";
import { advance } from "../parts/clock.js";
import { useKeys } from "../parts/keys.js";
import { instantsOf, lanesOf } from "./lanes.js";

const ROOMY = { height: 32, middle: 16 }; // of a lane
const NARROW = { height: 44, middle: 31 }; // the name of the lane is above its items
const PHONE = 520; // px
const TOP = 30; // of the first lane; the axis is above
const BOTTOM = 34; // for the handle of the line for now
const SIDE = 16; // left and right of the axis
const BAR = 18;
const CHARACTER = 6.4; // width of one, roughly
const SNAP = 8; // pixels
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

// -- the line for now ---------------------------------------------------------------------------------

function Now({ call, line, now, look, height, onLook, frame }) {
    const [drag, setDrag] = useState(null); // the instant under the handle, while it is dragged
    const points = useMemo(() => pointsOf(call, now), [call, now]);
    const at = drag ?? look ?? now;
    const x = line.x(at) + SIDE;
    const caption = useCaption({ call, now, drag, look });
    const drop = (to) => {
        setDrag(null);
        if (to > now) {
            onLook(null);
            advance({ to: points.findLast((point) => point.ms === to)?.at ?? iso(to) });
        } else onLook(to < now ? to : null);
    };
    const begin = (event) => {
        event.preventDefault();
        event.currentTarget.focus();
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag(at);
    };
    const move = (event) => {
        if (drag === null) return;
        const box = frame.current.getBoundingClientRect();
        setDrag(snapped(points, line, event.clientX - box.left + frame.current.scrollLeft - SIDE));
    };
    const onKeyDown = (event) => {
        const key = event.key;
        if (key === "ArrowRight") setDrag(points.find((point) => point.ms > at)?.ms ?? at);
        else if (key === "ArrowLeft") setDrag(points.findLast((point) => point.ms < at)?.ms ?? at);
        else if (key === "Enter" && drag !== null) drop(drag);
        else if (key === "Escape" && (drag !== null || look !== null)) setDrag(null), onLook(null);
        else return;
        event.preventDefault();
        event.stopPropagation();
    };
    const width = 20 + caption.length * CHARACTER;
    const left = Math.max(2, Math.min(x - width / 2, line.width + 2 * SIDE - width - 2));
    const looking = at < now;
    return html`${(looking || at > now) && html`<path class="true-now" d=${`M${line.x(now) + SIDE} ${TOP - 6}V${height - BOTTOM}`} />`}
        <g
            class=${`now${drag === null ? "" : " is-dragged"}${looking ? " is-past" : ""}`}
            role="slider"
            tabindex="0"
            aria-label="now: drag to the right to advance the clock, to the left to look back"
            aria-valuemin=${line.start}
            aria-valuemax=${line.end}
            aria-valuenow=${at}
            aria-valuetext=${`${timeOf(at)}, ${caption}`}
            onPointerDown=${begin}
            onPointerMove=${move}
            onPointerUp=${() => drag !== null && drop(drag)}
            onPointerCancel=${() => setDrag(null)}
            onKeyDown=${onKeyDown}
        >
            <path class="hit" d=${`M${x - 7} ${TOP - 6}h14V${height}h-14z`} />
            <path class="line" d=${`M${x} ${TOP - 6}V${height - BOTTOM + 6}`} />
            <rect x=${left} y=${height - BOTTOM + 6} width=${width} height="20" rx="10" />
            <text x=${left + width / 2} y=${height - BOTTOM + 20} text-anchor="middle">${caption}</text>
        </g>`;
}

/** The instants at which something happens or is sent, in order of time; the line snaps to them. */
function pointsOf(call, now) {
    const sent = call.webhooks.flatMap((each) => [...each.attempts.map((attempt) => attempt.at), each.next_at]);
    const named = [...call.timeline.map((row) => row.at), ...sent]
        .filter(Boolean)
        .map((at) => ({ at, ms: instant(at) }));
    return [...named, { at: iso(now), ms: now }].sort((one, other) => one.ms - other.ms);
}

/** The nearest event, if it is close enough; else a whole second. */
function snapped(points, line, x) {
    const distance = (point) => Math.abs(line.x(point.ms) - x);
    const nearest = points.reduce((best, point) => (distance(point) < distance(best) ? point : best));
    if (distance(nearest) <= SNAP) return nearest.ms;
    return Math.round(line.at(x) / 1000) * 1000;
}

/** What the handle says: what dropping it will do. */
function useCaption({ call, now, drag, look }) {
    const [ahead, setAhead] = useState(null);
    const to = drag !== null && drag > now ? drag : null;
    useEffect(() => {
        if (to === null) return undefined;
        const asked = new AbortController();
        const load = () =>
            api.get("/clock/planned", { until: iso(to) }, asked.signal).then(
                (found) => setAhead({ to, ...found }),
                () => {},
            );
        const timer = setTimeout(load, 60);
        return () => (clearTimeout(timer), asked.abort());
    }, [to]);
    if (to !== null) {
        const own = call.timeline.filter((row) => row.planned && Date.parse(row.at) <= to).length;
        const events = ahead?.to === to ? Math.max(ahead.event_count, own) : own;
        const webhooks = ahead?.to === to && ahead.delivery_count ? `, ${plural(ahead.delivery_count, "webhook")}` : "";
        return `+${duration(to - now)}: ${plural(events, "event")}${webhooks}`;
    }
    const past = drag ?? look;
    return past !== null && past < now ? `looking back ${duration(now - past)}` : "now ⇄ drag";
}
