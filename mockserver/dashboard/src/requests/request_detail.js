// One request of the journal: what was sent, what came back, why it stands out.

import { api } from "../core/api.js";
import { fullTime, instant, milliseconds } from "../core/format.js";
import { link, route } from "../core/routes.js";
import { html } from "../core/ui.js";
import { Copy, useLoaded } from "../parts/components.js";
import { Body, faultName, Headers, Mark, StatusChip } from "../parts/messages.js";
import { Detail, Facts } from "../parts/panes.js";

export function RequestDetail({ number }) {
    const [request, error] = useLoaded(() => api.get(`/requests/${number}`), [number]);
    return html`<${Detail}
        title=${`request ${number}`}
        heading=${html`<span class="dim">#${number}</span> ${request && html`<${StatusChip} status=${request.status} />`}`}
        name="requests"
        back=${link(["requests"], route.value.query)}
        actions=${request && html`<${Actions} request=${request} />`}
    >
        ${error && html`<p class="problem" role="alert">${error}</p>`}
        ${request && html`<${Request} request=${request} />`}
    <//>`;
}

function Actions({ request }) {
    const { operation, provider, curl } = request;
    return html`<${Copy} text=${curl} label="copy as curl" />
        ${
            operation &&
            html`<a class="button small" href=${link(["faults", "new"], { operation, provider })}>plan a fault</a>`
        }`;
}

function Request({ request }) {
    const target = request.path + (request.query ? `?${request.query}` : "");
    return html`<h2 class="mono target">${request.method} ${target}</h2>
        ${request.message && html`<p>${request.message}</p>`}
        <${Remarks} request=${request} />
        <${Facts} rows=${facts(request)} />
        <section class="card message">
            <h2>Request</h2>
            <${Headers} headers=${request.headers} />
            <${Body} text=${request.body} dropped=${request.bodies_dropped} />
        </section>
        <section class="card message">
            <h2>Response</h2>
            <${Body} text=${request.answer} dropped=${request.bodies_dropped} none=${emptyAnswer(request)} />
        </section>
        <details class="card message">
            <summary>As curl</summary>
            <pre class="json">${request.curl}</pre>
            ${request.curl_note && html`<p class="dim">${request.curl_note}</p>`}
        </details>`;
}

const emptyAnswer = ({ status, fault }) =>
    status == null ? `The client got no answer${fault ? `: ${faultName(fault)}` : ""}.` : "no body";

function Remarks({ request }) {
    const { operation, note, findings } = request;
    const explained = findings.length > 0 && operation != null;
    return html`<div class="remarks">
        ${
            operation == null &&
            html`<p class="remark"><${Mark} shape="▲">no route<//> ${note ?? "No provider has this method and path."}</p>`
        }
        ${findings.map(({ kind, message }) => html`<p class="remark"><${Mark} shape="◆">${kind}<//> ${message}</p>`)}
        ${note && operation != null && !explained && html`<p class="remark is-calm">${note}</p>`}
    </div>`;
}

/** A link to the requests with the same value. */
const only = (filter) => html`<a class="only" href=${link(["requests"], filter)}>only these</a>`;

function facts(request) {
    const { call, call_status: status, connection, fault, delay_ms: delay, operation } = request;
    const changed = status.before !== status.after;
    const rule = fault?.split(" ")[0];
    return [
        ["time", fullTime(instant(request.at))],
        ["provider", request.provider],
        ["operation", operation && html`${operation} ${only({ operation })}`],
        ["call", call && html`<a class="mono" href=${link(["calls", call])}>${call}</a> ${only({ call })}`],
        [
            "call status",
            status.after &&
                html`${status.before ?? "(new)"} → ${changed ? html`<b>${status.after}</b>` : status.after}`,
        ],
        [
            "fault",
            fault && (rule === "header" ? faultName(fault) : html`<a href=${link(["faults", rule])}>${fault}</a>`),
        ],
        ["delay", delay ? `${milliseconds(delay)} by the fault` : null],
        ["duration", milliseconds(request.duration_ms)],
        ["connection", connection && html`${connection} ${only({ connection })}`],
        ["attempt", request.attempt],
    ];
}
