// One delivery: its request, every attempt, and what to do if it failed.

import { api } from "../core/api.js";
import { fullTime, instant, pretty } from "../core/format.js";
import { onChange } from "../core/live.js";
import { go, link, route } from "../core/routes.js";
import { throttled } from "../core/throttled.js";
import { html, useEffect, useMemo } from "../core/ui.js";
import { Attempts, OUTCOMES, OutcomeChip } from "../parts/attempts.js";
import { deliveryCommand } from "../parts/commands.js";
import { Action, Copy, useLoaded } from "../parts/components.js";
import { Body, Headers } from "../parts/messages.js";
import { notify } from "../parts/notices.js";
import { Detail, Facts } from "../parts/panes.js";

const PAUSE = 300; // ms between two requests for a delivery that changes

export function DeliveryDetail({ id }) {
    const [delivery, error, load] = useLoaded(() => api.get(`/webhooks/${id}`), [id]);
    const refresh = useMemo(() => throttled(load, PAUSE), [id]);
    useEffect(
        () => onChange((kind, data) => ((kind === "delivery" && data.id === id) || kind === "reload") && refresh()),
        [refresh],
    );
    return html`<${Detail}
        title=${`webhook ${id}`}
        name="webhooks"
        heading=${html`<span class="dim">#${id}</span> ${delivery && html`<${OutcomeChip} outcome=${delivery.outcome} />`}`}
        back=${link(["webhooks"], route.value.query)}
        actions=${delivery && html`<${Actions} delivery=${delivery} />`}
    >
        ${error && html`<p class="problem" role="alert">${error}</p>`}
        ${delivery && html`<${Delivery} delivery=${delivery} />`}
    <//>`;
}

function Actions({ delivery }) {
    const command = () => deliveryCommand(delivery);
    const replay = async () => {
        const sent = await api.post(`/webhooks/${delivery.id}/replay`);
        notify(`Sent again as webhook ${sent.id}.`);
        go(["webhooks", sent.id], { query: route.value.query });
    };
    return html`<${Action} class="small primary" title="send the same bytes again, as a new delivery" onAction=${replay}
            >replay<//
        >
        <${Copy} text=${() => pretty(delivery.body)} label="copy body" />
        <${Copy} text=${command} label="copy as curl" />`;
}

function Delivery({ delivery }) {
    const { outcome, reason, remedy } = delivery;
    const failed = outcome === "failed" || outcome === "refused";
    return html`<h2 class="mono target">${delivery.event}</h2>
        ${
            (reason || remedy) &&
            html`<div class=${`remark ${failed ? "is-failed" : ""}`}>
                ${reason && html`<p><b>${reason}</b></p>`} ${remedy && html`<p>${remedy}</p>`}
            </div>`
        }
        <${Facts} rows=${facts(delivery)} />
        <section class="card message">
            <h2>Attempts</h2>
            ${
                delivery.attempts.length || delivery.next_at
                    ? html`<${Attempts} delivery=${delivery} />`
                    : html`<p class="dim">No attempt was made. ${OUTCOMES[outcome]}</p>`
            }
        </section>
        <section class="card message">
            <h2>Request</h2>
            <p class="mono target">${delivery.method} ${delivery.url}</p>
            <${Headers} headers=${delivery.headers} />
            <${Body} text=${delivery.body} />
        </section>`;
}

function facts(delivery) {
    const { call, copy_of: original, next_at: next } = delivery;
    return [
        ["outcome", OUTCOMES[delivery.outcome]],
        ["event at", fullTime(instant(delivery.at))],
        ["next attempt", next && fullTime(instant(next))],
        ["provider", delivery.provider],
        [
            "call",
            call &&
                html`<a class="mono" href=${link(["calls", call])}>${call}</a>
                    <a class="only" href=${link(["webhooks"], { call })}>its webhooks</a>`,
        ],
        ["endpoint", delivery.endpoint],
        ["blocking", delivery.blocking && "yes: the call waits for the response"],
        ["faults", delivery.faults.join(", ")],
        ["copy of", original && html`<a href=${link(["webhooks", original])}>#${original}</a>`],
        ["replayed", delivery.replayed && "by hand"],
    ];
}
