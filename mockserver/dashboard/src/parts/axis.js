// The time axis of a timeline, which folds: a long stretch in which nothing happens gets a short fixed width.
//
//     instants ─► stretches (kept or folded) ─► x of an instant, instant of an x
//
// Pure functions; times are in ms, widths in pixels.

const FOLD = 46; // width of a folded stretch
const LONG = 30_000; // shorter stretches are never folded
const NICE = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21600, 43200, 86400].map(
    (s) => s * 1000,
);

/** The stretches between instants. A stretch is folded if it is longer than all shorter ones together;
 *  the shortest never is. */
export function stretches(instants) {
    const sorted = [...new Set(instants)].sort((one, other) => one - other);
    const all = sorted.slice(1).map((end, index) => ({ start: sorted[index], end, folded: false }));
    let kept = 0;
    for (const each of [...all].sort((one, other) => one.end - one.start - (other.end - other.start))) {
        const length = each.end - each.start;
        if (length > LONG && kept && length > kept) each.folded = true;
        else kept += length;
    }
    return merged(all);
}

function merged(all) {
    const result = [];
    for (const each of all) {
        const last = result.at(-1);
        if (last && !last.folded && !each.folded) last.end = each.end;
        else result.push({ ...each });
    }
    return result;
}

/** An axis over these instants, `width` pixels wide. */
export function axis(instants, width, fold = FOLD) {
    const parts = stretches(instants);
    const start = Math.min(...instants);
    const folds = parts.filter((part) => part.folded).length;
    const kept = parts.filter((part) => !part.folded).reduce((sum, part) => sum + part.end - part.start, 0);
    const scale = Math.max(width - folds * fold, 1) / Math.max(kept, 1);
    let x = 0;
    for (const part of parts) {
        part.x = x;
        part.width = part.folded ? fold : (part.end - part.start) * scale;
        x += part.width;
    }
    const end = parts.at(-1)?.end ?? start;
    return { start, end, width: x, scale, parts, x: (at) => xOf(parts, at, start), at: (px) => atOf(parts, px, start) };
}

function xOf(parts, at, start) {
    if (!parts.length || at <= start) return 0;
    const part = parts.find((each) => at <= each.end) ?? parts.at(-1);
    return part.x + Math.min(1, (at - part.start) / (part.end - part.start)) * part.width;
}

function atOf(parts, x, start) {
    if (!parts.length || x <= 0) return start;
    const part = parts.find((each) => x <= each.x + each.width) ?? parts.at(-1);
    return part.start + Math.min(1, (x - part.x) / part.width) * (part.end - part.start);
}

/** Round instants to write below the axis, at least `space` pixels apart. */
export function ticks({ parts, scale }, space) {
    const step = NICE.find((each) => each * scale >= space) ?? NICE.at(-1);
    const found = [];
    for (const part of parts) {
        if (part.folded) continue;
        for (let at = Math.ceil(part.start / step) * step; at <= part.end; at += step) {
            const x = part.x + (at - part.start) * scale;
            if (!found.length || x - found.at(-1).x >= space * 0.8) found.push({ at, x });
        }
    }
    return found;
}

/** Whether a tick leaves room for the lengths that are written above folded stretches. */
export const clearOfFolds = (line) => (tick) =>
    line.parts.every((part) => !part.folded || Math.abs(tick.x - (part.x + part.width / 2)) > part.width / 2 + 30);
