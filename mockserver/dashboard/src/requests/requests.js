// The journal: what clients requested, newest first, and what stood out.

import { api, BASE, world } from "../core/api.js";
import { fullTime, instant, milliseconds, plural, preciseTime } from "../core/format.js";
import { providers } from "../core/live.js";
import { go, link, route } from "../core/routes.js";
import { html, useMemo } from "../core/ui.js";
import { clientCommand } from "../parts/commands.js";
import { Action, Empty, Tabs } from "../parts/components.js";
import { saveFile } from "../parts/files.js";
import { faultName, Mark, StatusChip } from "../parts/messages.js";
import { usePages } from "../parts/paging.js";
import {
    CallLink,
    Choice,
    Facts,
    FilterField,
    KeyedList,
    Panes,
    rowClass,
    SetFilters,
    useWide,
} from "../parts/panes.js";
import { Findings, findingCount } from "./findings.js";
import { RequestDetail } from "./request_detail.js";

const FOLDER = ["requests"];
const STATUSES = ["200", "201", "400", "401", "403", "404", "409", "422", "429", "500", "502", "503"];

function summary({ headers, body, answer, ...row }) {
    return row;
}

/** The filters of the API that the address stands for. */
function filtersOf({ q, status, provider, show, call, operation, connection, fault }) {
    return { q, status, provider, call, operation, connection, fault: show === "faults" ? "any" : fault };
}

const standsOut = (request) => request.operation == null || request.findings.length > 0;

export function Requests() {
    const { path } = route.value;
    if (path[1] === "findings") return html`<main class="log"><${Bar} tab="findings" /><${Findings} /></main>`;
    return html`<${Journal} open=${path[1] ? Number(path[1]) : null} />`;
}

function Journal({ open }) {
    const { show } = route.value.query;
    const isFiltered = Object.keys(route.value.query).length > 0;
    const wide = useWide(open != null);
    const query = filtersOf(route.value.query);
    const pages = usePages({ path: "/requests", list: "requests", slim: summary, query, kind: "request" });
    const rows = useMemo(() => (show === "out" ? pages.rows.filter(standsOut) : pages.rows), [pages.rows, show]);
    return html`<main class="log">
        <${Bar} tab="journal" onDeleted=${pages.load} />
        <${Filters} />
        ${pages.error && html`<p class="problem" role="alert">${pages.error}</p>`}
        <${Panes}
            label="requests"
            list=${html`<${KeyedList}
                pages=${pages}
                rows=${rows}
                folder=${FOLDER}
                open=${open}
                label="requests, newest first"
                wide=${wide}
                empty=${pages.loaded && !pages.next && html`<${Nothing} filtered=${isFiltered} />`}
                row=${Row}
            />`}
            detail=${open != null && html`<${RequestDetail} key=${open} number=${open} />`}
        />
    </main>`;
}

function Bar({ tab, onDeleted }) {
    const tabs = [
        ["journal", "Journal"],
        ["findings", "Findings", findingCount()],
    ];
    return html`<div class="log-bar">
        <${Tabs}
            tabs=${tabs}
            current=${tab}
            label="requests"
            to=${(name) => link(name === "journal" ? FOLDER : [...FOLDER, name])}
        />
        <div class="buttons">
            <${Action} class="small" title="HTTP Archive: developer tools of browsers open it" onAction=${download}
                >download HAR<//
            >
            ${
                onDeleted &&
                html`<${Action} class="small danger" onAction=${() => deleteJournal(onDeleted)}>delete the journal<//>`
            }
        </div>
    </div>`;
}

async function download() {
    saveFile(await api.blob("/requests.har", filtersOf(route.value.query)), `${world.value}.har`);
}

async function deleteJournal(then) {
    if (!confirm("Delete all requests of this world from the journal? Calls and webhooks stay.")) return;
    await api.delete("/requests");
    go(FOLDER, { query: route.value.query });
    await then();
}

function Filters() {
    return html`<div class="filters" role="search">
        <${FilterField} placeholder="path, query, body, call, note, fault…  (/)" label="filter requests" />
        <${Choice}
            name="provider"
            label="provider"
            options=${[["", "all providers"], ...providers.value.map(({ name, title }) => [name, title])]}
        />
        <${Choice}
            name="status"
            label="status"
            options=${[["", "any status"], ...STATUSES.map((status) => [status, status])]}
        />
        <${Choice}
            name="show"
            label="show"
            options=${[["", "all requests"], ["out", "only what stands out"], ["faults", "only with a fault"]]}
        />
        <${SetFilters} names=${["call", "operation", "connection", "fault"]} />
    </div>`;
}

function Row({ value: request, selected, wide, to }) {
    const out = standsOut(request);
    const kind = rowClass({ wide, selected, "request-row": true, "is-out": out, "has-no-call": !request.call });
    const at = instant(request.at);
    const target = request.path + (request.query ? `?${request.query}` : "");
    return html`<div class=${kind}>
        <span class="number mono">${request.id}</span>
        <time class="mono" title=${fullTime(at)}>${preciseTime(at)}</time>
        <span class="provider">${request.provider || "–"}</span>
        <a
            class="main-link mono"
            href=${to}
            aria-current=${selected ? "true" : undefined}
            title=${`${request.method} ${target}`}
            ><b>${request.method}</b> ${target}</a
        >
        <span class="state"><${StatusChip} status=${request.status} /></span>
        <span class="operation">${request.operation}</span>
        <span class="took mono">${milliseconds(request.duration_ms)}</span>
        <span class="of-call"><${CallLink} call=${request.call} /></span>
        <span class="note"><${Note} request=${request} wide=${wide} /></span>
    </div>`;
}

/** Why a request is worth a look; in two lines, else what it is about. */
function Note({ request, wide }) {
    const { findings, fault, note, message, operation, delay_ms: delay } = request;
    if (operation == null) return html`<${Mark} shape="▲">no route<//> ${note ?? message}`;
    const [first, ...more] = findings;
    if (first)
        return html`<${Mark} shape="◆">${first.kind}<//>${" "}
            ${first.message}${more.length ? ` (+ ${plural(more.length, "finding")})` : ""}`;
    const held = delay ? `, held for ${milliseconds(delay)}` : "";
    if (fault)
        return html`<span class="fault-mark"><span aria-hidden="true">✕</span> ${faultName(fault)}${held}</span>${" "}
            ${message}`;
    if (note ?? message) return note ?? message;
    if (wide) return null;
    return html`${request.provider} ${operation} · ${milliseconds(request.duration_ms)}${" "}
        <${CallLink} call=${request.call} />`;
}

function Nothing({ filtered }) {
    if (filtered)
        return html`<${Empty} title="No request matches the filters"
            ><p>Change the filters, or <a href=${link(FOLDER)}>show all requests</a>.</p><//
        >`;
    const example = providers.value.find(({ calls }) => calls.list);
    const command = example && clientCommand(example, "GET", example.calls.list.path);
    return html`<${Empty} title="No requests yet" command=${command}>
        <p>
            Point your client at one of these base URLs, or send a first request. Each request appears here with its
            answer, and with what the provider's documentation does not cover.
        </p>
        <${Facts}
            rows=${providers.value.map(({ title, base }) => [title, html`<code>${location.origin}${BASE}${base}</code>`])}
        />
    <//>`;
}
