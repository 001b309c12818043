// Webhooks: the deliveries, newest first, beside the planned faults and the sinks.

import { fullTime, instant, preciseTime } from "../core/format.js";
import { problems, providers } from "../core/live.js";
import { link, route, setQuery } from "../core/routes.js";
import { html } from "../core/ui.js";
import { Dots, OutcomeChip } from "../parts/attempts.js";
import { clientCommand, sinkUrl } from "../parts/commands.js";
import { Empty, Tabs } from "../parts/components.js";
import { usePages } from "../parts/paging.js";
import { CallLink, Choice, FilterField, KeyedList, Panes, rowClass, SetFilters, useWide } from "../parts/panes.js";
import { DeliveryDetail } from "./delivery_detail.js";
import { Sinks } from "./sinks.js";
import { WebhookPlan } from "./webhook_plan.js";

const FOLDER = ["webhooks"];
const OUTCOMES = ["pending", "sending", "delivered", "failed", "lost", "refused"];
const TABS = ["plan", "sinks"];

function summary({ headers, body, ...row }) {
    return { ...row, attempts: row.attempts.map(({ at, status, error }) => ({ at, status, error })) };
}

export function Webhooks() {
    const { path } = route.value;
    const tab = TABS.includes(path[1]) ? path[1] : "log";
    const shown = {
        log: () => html`<${Log} open=${path[1] ? Number(path[1]) : null} />`,
        plan: () => html`<${WebhookPlan} />`,
        sinks: () => html`<${Sinks} open=${path[2]} />`,
    };
    return html`<main class="log">
        <div class="log-bar">
            <${Tabs}
                tabs=${[["log", "Deliveries"], ["plan", "Faults and destination"], ["sinks", "Sinks"]]}
                current=${tab}
                label="webhooks"
                to=${(name) => link(name === "log" ? FOLDER : [...FOLDER, name])}
            />
        </div>
        ${shown[tab]()}
    </main>`;
}

function Log({ open }) {
    const { q, outcome, provider, event, call } = route.value.query;
    const wide = useWide(open != null);
    const query = { q, outcome, provider, event, call, wait: 0 };
    const pages = usePages({ path: "/webhooks", list: "webhooks", slim: summary, query, kind: "delivery" });
    return html`<${Filters} />
        ${pages.error && html`<p class="problem" role="alert">${pages.error}</p>`}
        <${Panes}
            label="webhooks"
            list=${html`<${KeyedList}
                pages=${pages}
                rows=${pages.rows}
                folder=${FOLDER}
                open=${open}
                label="webhooks, newest first"
                wide=${wide}
                empty=${pages.loaded && html`<${Nothing} filtered=${q || outcome || provider || event || call} />`}
                row=${Row}
            />`}
            detail=${open != null && html`<${DeliveryDetail} key=${open} id=${open} />`}
        />`;
}

function Filters() {
    const { provider, outcome = "" } = route.value.query;
    const failed = problems.value.webhooks;
    const own = providers.value.filter(({ name }) => !provider || name === provider);
    const events = [...new Set(own.flatMap((each) => each.webhook_events))]
        .filter((name) => !name.includes("*"))
        .sort();
    return html`<div class="filters" role="search">
        <${FilterField} placeholder="event, URL, body, call, reason…  (/)" label="filter webhooks" />
        <${Choice}
            name="provider"
            label="provider"
            options=${[["", "all providers"], ...providers.value.map(({ name, title }) => [name, title])]}
        />
        <${Choice} name="event" label="event" options=${[["", "all events"], ...events.map((name) => [name, name])]} />
        <${SetFilters} names=${["call"]} />
        <div class="segments" role="group" aria-label="outcome">
            ${["", ...OUTCOMES].map(
                (name) =>
                    html`<button
                        key=${name}
                        class="small"
                        aria-pressed=${name === outcome}
                        onClick=${() => setQuery({ outcome: name })}
                    >
                        ${name || "all"} ${name === "failed" && failed > 0 && html`<b class="count">${failed}</b>`}
                    </button>`,
            )}
        </div>
    </div>`;
}

function Row({ value: delivery, selected, wide, to }) {
    const { outcome, reason } = delivery;
    const isBad = outcome === "failed" || outcome === "refused";
    const isRetried = Boolean(reason) && outcome === "pending";
    const kind = rowClass({ wide, selected, "delivery-row": true, "is-bad": isBad, "is-retried": isRetried });
    const at = instant(delivery.at);
    return html`<div class=${kind}>
        <span class="number mono">${delivery.id}</span>
        <time class="mono" title=${fullTime(at)}>${preciseTime(at)}</time>
        <span class="provider">${delivery.provider}</span>
        <a class="main-link mono" href=${to} aria-current=${selected ? "true" : undefined}><b>${delivery.event}</b></a>
        <span class="of-call"
            ><${CallLink} call=${delivery.call} /></span>
        <span class="url mono" title=${`${delivery.method} ${delivery.url}`}
            >${delivery.url.replace(/^https?:\/\//, "")}</span
        >
        <span class="state"><${OutcomeChip} outcome=${outcome} /></span>
        <${Dots} delivery=${delivery} />
        <span class="note"
            >${reason ?? kindOf(delivery)} ${!wide && !reason && html`<span class="mono">${delivery.url}</span>`}</span
        >
    </div>`;
}

/** What is special about a delivery that went well. */
function kindOf({ replayed, copy_of: original, faults, blocking, outcome, next_at: next }) {
    const waits = outcome === "pending" && next ? `due ${preciseTime(instant(next))}` : "";
    const planned = faults.length > 0 && `fault: ${faults.join(", ")}`;
    const words = [
        waits,
        replayed && "replay",
        original && `copy of ${original}`,
        planned,
        blocking && "blocking request",
    ];
    return words.filter(Boolean).join(" · ");
}

function Nothing({ filtered }) {
    if (filtered)
        return html`<${Empty} title="No webhook matches the filters"
            ><p>Change the filters, or <a href=${link(FOLDER)}>show all webhooks</a>.</p><//
        >`;
    const example = providers.value.find(({ name }) => name === "ringyo");
    const command =
        example && clientCommand(example, "POST", `${example.base}/webhooks`, { url: sinkUrl("mine"), events: ["*"] });
    return html`<${Empty} title="No webhooks yet" command=${command}>
        <p>
            A webhook is sent when a call has a receiver: set a URL with your client, or${" "}
            <a href=${link(["webhooks", "plan"])}>send all webhooks to one URL</a>.
            ${command && " This registers a built-in receiver at Ringyo; then place a call:"}
        </p>
    <//>`;
}
