// The line for now in a timeline. Dropped to the right of now, it advances the clock; dropped to the left, it looks back
// at what a GET answered then. It snaps to events.

import { api } from "../core/api.js";
import { duration, instant, iso, plural, timeOf } from "../core/format.js";
import { html, useEffect, useMemo, useState } from "../core/ui.js";
import { advance } from "../parts/clock.js";
import { BOTTOM, CHARACTER, SIDE, TOP } from "./geometry.js";

const SNAP = 8; // px

export function Now({ call, line, now, look, height, onLook, frame }) {
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
            <path class="hit" d=${`M${x - 7} 0h14V${TOP}h-14zM${x - 7} ${height - BOTTOM}h14V${height}h-14z`} />
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
