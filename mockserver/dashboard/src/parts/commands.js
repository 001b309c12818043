// Lines for a shell that do what the page does: with the real host, and with the current world if it is not the default.

import { BASE, token, world } from "../core/api.js";
import { curl } from "../core/format.js";

const ORIGIN = location.origin + BASE;

const ofWorld = () => (world.value === "default" ? {} : { "X-Mockserver-World": world.value });
const jsonType = (body) => (body === undefined ? {} : { "Content-Type": "application/json" });
const text = (body) => (body === undefined ? undefined : JSON.stringify(body));

/** A request to the control API. The token is not written out. */
export function adminCommand(method, path, body) {
    const access = token.value ? { Authorization: "Bearer TOKEN" } : {};
    const headers = { ...access, ...jsonType(body), ...ofWorld() };
    return curl(method, `${ORIGIN}/__admin${path}`, { headers, body: text(body) });
}

/** A request of a client to a provider, of which `/providers` has the description. */
export function clientCommand({ authentication: { header, prefix } }, method, path, body) {
    const headers = { [header]: `${prefix}any-key`, ...jsonType(body), ...ofWorld() };
    return curl(method, ORIGIN + path, { headers, body: text(body) });
}

/** The request of a delivery once more. Signatures are not among the headers that the log has. */
export function deliveryCommand({ method, url, headers, body }) {
    const sent = body || undefined;
    return curl(method, url, { headers: { ...jsonType(sent), ...ofWorld(), ...headers }, body: sent });
}

/** The URL of a sink, for receivers of webhooks. */
export const sinkUrl = (name) => `${ORIGIN}/__admin/sink/${encodeURIComponent(name)}`;
