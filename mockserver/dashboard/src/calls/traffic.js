// The tabs of a call with its webhooks and its requests.

import { api } from "../core/api.js";
import { dayOf, fullTime, instant, milliseconds, pretty } from "../core/format.js";
import { link } from "../core/routes.js";
import { html } from "../core/ui.js";
import { deliveryCommand } from "../parts/commands.js";
import { Action, Copy, Empty } from "../parts/components.js";
import { useNamedRow } from "./conversation.js";

const OUTCOME = { delivered: "is-ok", pending: "is-pending" };
const outcomeClass = (outcome) => `chip ${OUTCOME[outcome] ?? "is-failed"}`;

export function CallWebhooks({ call }) {
    const [frame, named] = useNamedRow(call.webhooks.length);
    if (!call.webhooks.length)
        return html`<${Empty} title="No webhook about this call">
            <p>No receiver has asked for its events so far. Register one at the provider, or send all webhooks of this world to one URL under <a href=${link(["webhooks"])}>Webhooks</a>.</p>
        <//>`;
    return html`<div ref=${frame}>${call.webhooks.map((each) => html`<${Delivery} key=${each.id} delivery=${each} named=${String(each.id) === named} />`)}</div>`;
}

function Delivery({ delivery, named }) {
    const replay = () => api.post(`/webhooks/${delivery.id}/replay`);
    const asCurl = () => deliveryCommand(delivery);
    return html`<details class=${`entry${named ? " is-named" : ""}`} open=${named}>
        <summary>
            <time title=${fullTime(instant(delivery.at))}>${dayOf(instant(delivery.at))}</time><b>${delivery.event}</b>
            <span class="mono dim grow">${delivery.url}</span>
            ${delivery.faults.map((fault) => html`<span class="chip is-failed" title="a planned fault">${fault}</span>`)}
            <span class=${outcomeClass(delivery.outcome)}>${delivery.outcome}</span>
        </summary>
        <div class="stack padded">
            ${delivery.reason && html`<p class="is-error">${delivery.reason} ${delivery.remedy}</p>`}
            <table><tbody>${delivery.attempts.map((each, index) => html`<tr key=${index}><td>attempt ${index + 1}</td><td class="mono">${dayOf(instant(each.at))}</td><td class="mono">${each.error || each.status}</td><td class="mono dim">${milliseconds(each.duration_ms)}</td><td class="mono dim">${each.answer}</td></tr>`)}
            ${delivery.next_at && html`<tr class="is-planned"><td>attempt ${delivery.attempts.length + 1}</td><td class="mono">${dayOf(instant(delivery.next_at))}</td><td colspan="3">planned</td></tr>`}</tbody></table>
            <div class="row-of"><${Action} class="small" onAction=${replay}>replay<//><${Copy} text=${delivery.body} label="copy body" /><${Copy} text=${asCurl} label="copy as curl" /><a class="button small" href=${link(["webhooks", delivery.id])}>open</a></div>
            <pre class="json">${pretty(delivery.body)}</pre>
        </div>
    </details>`;
}

export function CallRequests({ call }) {
    const [frame, named] = useNamedRow(call.requests.length);
    if (!call.requests.length)
        return html`<${Empty} title="No request about this call"><p>Reads, cancels and other requests with its id are listed here.</p><//>`;
    return html`<div ref=${frame}>${call.requests.map((each) => html`<${Entry} key=${each.id} record=${each} named=${String(each.id) === named} />`)}</div>`;
}

function Entry({ record, named }) {
    const asCurl = async () => (await api.get(`/requests/${record.id}`)).curl;
    const failed = record.status == null || record.status >= 400;
    const { before, after } = record.call_status ?? {};
    return html`<details class=${`entry${named ? " is-named" : ""}`} open=${named}>
        <summary>
            <time title=${fullTime(instant(record.at))}>${dayOf(instant(record.at))}</time><b class="mono">${record.method}</b>
            <span class="mono grow">${record.path}</span>
            ${record.fault && html`<span class="chip is-failed" title="a planned fault">${record.fault}</span>`}
            <span class="mono dim">${before === after ? after : `${before ?? "new"} → ${after}`}</span>
            <span class=${`chip ${failed ? "is-failed" : "is-ok"}`}>${record.status ?? "none"}</span>
        </summary>
        <div class="stack padded">
            ${record.message && html`<p class="is-error">${record.message}</p>`} ${record.note && html`<p>${record.note}</p>`}
            <div class="row-of"><${Copy} text=${asCurl} label="copy as curl" /><a class="button small" href=${link(["requests", record.id])}>open</a><span class="dim mono">${record.operation} · ${milliseconds(record.duration_ms)}</span></div>
            ${record.body && html`<h3>request</h3><pre class="json">${pretty(record.body)}</pre>`}
            <h3>response</h3>
            <pre class="json">${pretty(record.answer)}</pre>
        </div>
    </details>`;
}
