// HTTP messages as the logs show them: status, method and path, headers, bodies.

import { plural, pretty } from "../core/format.js";
import { html } from "../core/ui.js";
import { Copy } from "./components.js";

/** How good a status is, as a class of chips. A request without an answer has none. */
export function statusClass(status) {
    if (status == null || status >= 500) return "is-failed";
    return status >= 400 ? "is-pending" : "is-ok";
}

export const StatusChip = ({ status }) =>
    html`<span class=${`chip ${statusClass(status)}`}>${status ?? "no answer"}</span>`;

/** `fault-1 error` and `header error` of the journal, in words. */
export function faultName(text) {
    const [rule, kind] = text.split(" ");
    return rule === "header" ? `${kind} (header)` : `${kind} (${rule})`;
}

/** Why a row stands out, by shape and word. */
export const Mark = ({ shape, children }) =>
    html`<b class="stands-out"><span aria-hidden="true">${shape}</span> ${children}</b>`;

export function Headers({ headers }) {
    const rows = Object.entries(headers ?? {});
    if (!rows.length) return html`<p class="dim">no headers</p>`;
    return html`<details class="headers">
        <summary>${plural(rows.length, "header")}</summary>
        <dl class="fact-list mono">
            ${rows.map(
                ([name, value]) =>
                    html`<dt>${name}</dt>
                        <dd>${value}</dd>`,
            )}
        </dl>
    </details>`;
}

/** A body, indented if it is JSON. */
export function Body({ text, dropped, none = "no body" }) {
    if (dropped) return html`<p class="dim">The body was dropped to save memory.</p>`;
    if (!text) return html`<p class="dim">${none}</p>`;
    return html`<div class="message-body">
        <pre class="json" tabindex="0">${pretty(text)}</pre>
        <${Copy} text=${() => pretty(text)} />
    </div>`;
}
