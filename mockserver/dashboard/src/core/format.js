// Times, durations and other values as the page writes them. Times are virtual and in UTC.

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const two = (number) => String(number).padStart(2, "0");

/** Milliseconds of an instant of the API; null stays null. */
export const instant = (text) => (text == null ? null : Date.parse(text.replace(/(\.\d{3})\d+/, "$1")));

export const iso = (ms) => new Date(ms).toISOString().replace(".000Z", "Z");

export function timeOf(ms) {
    const date = new Date(ms);
    return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
}

/** 15:00:04.25: with the fraction of the second, if there is one. */
export function preciseTime(ms) {
    const fraction = ((ms % 1000) + 1000) % 1000; // before 1970 too
    return timeOf(ms) + (fraction ? `.${String(fraction).padStart(3, "0").replace(/0+$/, "")}` : "");
}

export const dayOf = (ms) => `${DAYS[new Date(ms).getUTCDay()]} ${timeOf(ms)}`;
export const dateOf = (ms) => new Date(ms).toISOString().slice(0, 10);

/** 2026-01-05 15:00:04 UTC */
export const fullTime = (ms) => `${dateOf(ms)} ${preciseTime(ms)} UTC`;

/** The time in a zone, such as `Mon 10:00:04 America/New_York`; empty without a zone, or if the browser lacks it. */
export function localTime(ms, zone) {
    if (!zone) return "";
    try {
        const options = { weekday: "short", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" };
        const text = new Intl.DateTimeFormat("en-GB", { ...options, timeZone: zone }).format(ms);
        return `${text.replace(",", "")} ${zone}`;
    } catch {
        return "";
    }
}

/** 1h 30m, 12s, 0.4s: at most two units. */
export function duration(ms) {
    const sign = ms < 0 ? "-" : "";
    let rest = Math.abs(ms);
    if (rest < 1000) return `${sign}${rest ? Number((rest / 1000).toFixed(3)) : 0}s`;
    if (rest < 10_000) return `${sign}${Number((rest / 1000).toFixed(1))}s`;
    rest = Math.round(rest / 1000);
    const units = [
        ["d", 86400],
        ["h", 3600],
        ["m", 60],
        ["s", 1],
    ];
    const parts = [];
    for (const [unit, size] of units) {
        const count = Math.floor(rest / size);
        if (count) parts.push(`${count}${unit}`);
        rest -= count * size;
    }
    return sign + parts.slice(0, 2).join(" ");
}

/** 45s, 2:05, 17:54:05: how long after the beginning. */
export function elapsed(ms) {
    const seconds = Math.round(ms / 1000);
    if (ms % 1000 || seconds < 60) return duration(ms);
    const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
    return `${hours ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}`;
}

export const milliseconds = (value) => (value == null ? "" : `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`);
export const plural = (count, noun) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
export const shortId = (id) => (id.length > 18 ? `${id.slice(0, 8)}…${id.slice(-4)}` : id);

/** JSON text, indented; text that is not JSON stays as it is. */
export function pretty(text) {
    try {
        return JSON.stringify(JSON.parse(text), null, 2);
    } catch {
        return text ?? "";
    }
}

/** A command line for a POSIX shell that sends a request. */
export function curl(method, url, { headers = {}, body } = {}) {
    const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;
    const parts = ["curl", "-s", ...(method === "GET" && body === undefined ? [] : ["-X", method]), quoted(url)];
    for (const [name, value] of Object.entries(headers)) parts.push("-H", quoted(`${name}: ${value}`));
    if (body !== undefined) parts.push("-d", quoted(body));
    return parts.join(" ");
}
