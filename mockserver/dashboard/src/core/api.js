// The control API, as the page uses it. The admin token is kept in memory only, and never put into a URL.

import { placeOf } from "./address.js";
import { readMessages } from "./event_stream.js";
import { signal } from "./ui.js";

const { base, world: worldInPath } = placeOf(location.pathname);
export const BASE = base; // where the providers are mounted
const ADMIN = `${BASE}/__admin`;
const RETRY_DELAYS = [250, 500, 1000, 2000, 4000]; // ms before the next attempt to connect

export const token = signal("");
export const tokenWanted = signal(false); // the server refused the last request for lack of a token
/** The world that the address names: `?world=NAME`, else the prefix of the path. */
export const worldInAddress = () => new URLSearchParams(location.search).get("world") || worldInPath || "default";
export const world = signal(worldInAddress());
export const connection = signal("connecting"); // connecting, live, lost

export class ApiError extends Error {
    constructor(status, { code, message, details }) {
        super(message);
        Object.assign(this, { status, code, details });
    }
}

function headers(more) {
    const own = { "X-Mockserver-World": world.value, ...more };
    if (token.value) own.Authorization = `Bearer ${token.value}`;
    return own;
}

function address(path, query = {}) {
    const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== "");
    return `${ADMIN}${path}${pairs.length ? `?${new URLSearchParams(pairs)}` : ""}`;
}

async function send(method, path, { query, body, type, signal: abort } = {}) {
    const options = { method, headers: headers(type ? { "Content-Type": type } : {}), signal: abort };
    if (body !== undefined) options.body = body;
    let response;
    try {
        response = await fetch(address(path, query), options);
    } catch (error) {
        if (error.name === "AbortError") throw error;
        throw new ApiError(0, { code: "unreachable", message: "The server cannot be reached." });
    }
    if (response.ok) return response;
    if (response.status === 401) tokenWanted.value = true;
    const text = await response.text();
    throw new ApiError(response.status, errorIn(text) ?? { code: "error", message: text || response.statusText });
}

function errorIn(text) {
    try {
        return JSON.parse(text).error;
    } catch {
        return null;
    }
}

async function json(method, path, options) {
    return (await send(method, path, options)).json();
}

const JSON_TYPE = "application/json";

/** Requests to the control API. Those that fail throw an ApiError with the server's message. */
export const api = {
    get: (path, query, abort) => json("GET", path, { query, signal: abort }),
    text: async (path, query) => (await send("GET", path, { query })).text(),
    blob: async (path, query) => (await send("GET", path, { query })).blob(),
    post: (path, body = {}) => json("POST", path, { body: JSON.stringify(body), type: JSON_TYPE }),
    put: (path, body) => json("PUT", path, { body: JSON.stringify(body), type: JSON_TYPE }),
    putText: (path, text) => json("PUT", path, { body: text, type: JSON_TYPE }),
    patch: (path, body) => json("PATCH", path, { body: JSON.stringify(body), type: JSON_TYPE }),
    delete: (path) => json("DELETE", path),
    yaml: (path, text) => json("POST", path, { body: text, type: "application/yaml" }),
};

/** Send a request as a client of a provider would, to this world. Returns its status, headers and text. */
export async function asClient(method, path, { body, headers: own } = {}) {
    const given = { ...own, "X-Mockserver-World": world.value };
    if (body !== undefined) given["Content-Type"] = JSON_TYPE;
    const response = await fetch(`${BASE}${path}`, { method, headers: given, body });
    return { status: response.status, ok: response.ok, headers: response.headers, text: await response.text() };
}

/** Follow the event stream of a world until `abort` fires. After a lost connection it goes on where it was. */
export async function follow(name, { onEvent, onOpen, abort }) {
    let last = "";
    for (let failures = 0; !abort.aborted; failures += 1) {
        try {
            const more = last ? { "Last-Event-ID": last } : {};
            const response = await fetch(address("/events", { world: name }), {
                headers: headers(more),
                signal: abort,
            });
            if (response.status === 401) {
                tokenWanted.value = true;
                connection.value = "lost";
                return;
            }
            if (response.ok) {
                failures = 0;
                connection.value = "live";
                onOpen();
                await readMessages(response.body, (event) => {
                    last = event.id ?? last;
                    if (event.data) onEvent(event.kind, JSON.parse(event.data));
                });
            }
        } catch {
            if (abort.aborted) return;
        }
        connection.value = "lost";
        await pause(RETRY_DELAYS[Math.min(failures, RETRY_DELAYS.length - 1)], abort);
    }
}

function pause(milliseconds, abort) {
    return new Promise((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        abort.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
    });
}
