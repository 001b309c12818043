// The tabs of a call with its webhooks and its requests.

import { api } from "../core/api.js";
import { dayOf, fullTime, instant, milliseconds } from "../core/format.js";
import { link } from "../core/routes.js";
import { html } from "../core/ui.js";
import { Attempts, OutcomeChip } from "../parts/attempts.js";
import { deliveryCommand } from "../parts/commands.js";
import { Action, Copy, Empty } from "../parts/components.js";
import { Body, StatusChip } from "../parts/messages.js";
import { useNamedRow } from "./conversation.js";

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
            <${OutcomeChip} outcome=${delivery.outcome} />
        </summary>
        <div class="stack padded">
            ${delivery.reason && html`<p class="is-error">${delivery.reason} ${delivery.remedy}</p>`}
            <${Attempts} delivery=${delivery} />
            <div class="row-of"><${Action} class="small" onAction=${replay}>replay<//><${Copy} text=${delivery.body} label="copy body" /><${Copy} text=${asCurl} label="copy as curl" /><a class="button small" href=${link(["webhooks", delivery.id])}>open</a></div>
            <${Body} text=${delivery.body} />
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
    const { before, after } = record.call_status ?? {};
    return html`<details class=${`entry${named ? " is-named" : ""}`} open=${named}>
        <summary>
            <time title=${fullTime(instant(record.at))}>${dayOf(instant(record.at))}</time><b class="mono">${record.method}</b>
            <span class="mono grow">${record.path}</span>
            ${record.fault && html`<span class="chip is-failed" title="a planned fault">${record.fault}</span>`}
            <span class="mono dim">${before === after ? after : `${before ?? "new"} → ${after}`}</span>
            <${StatusChip} status=${record.status} />
        </summary>
        <div class="stack padded">
            ${record.message && html`<p class="is-error">${record.message}</p>`} ${record.note && html`<p>${record.note}</p>`}
            <div class="row-of"><${Copy} text=${asCurl} label="copy as curl" /><a class="button small" href=${link(["requests", record.id])}>open</a><span class="dim mono">${record.operation} · ${milliseconds(record.duration_ms)}</span></div>
            ${record.body && html`<h3>request</h3><${Body} text=${record.body} />`}
            <h3>response</h3>
            <${Body} text=${record.answer} />
        </div>
    </details>`;
}
