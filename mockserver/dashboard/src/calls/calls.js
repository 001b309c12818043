// The calls of the world: a live list, newest first, and the call that is open beside it.

import { BASE, world } from "../core/api.js";
import { curl, duration, instant } from "../core/format.js";
import { callCount, calls, failure, loading, providers } from "../core/live.js";
import { go, link, route, setQuery } from "../core/routes.js";
import { html, useMemo } from "../core/ui.js";
import { Chip, Empty } from "../parts/components.js";
import { LongList } from "../parts/long_list.js";
import { useRowKeys } from "../parts/row_keys.js";
import { Call } from "./call.js";

const ROW = 66; // px
const SPARK = { width: 116, wait: 14, end: 3 }; // px
const WAITS = ["held", "waiting", "paused"];

const keyOf = (row) => row.id;

export function Calls() {
    const { path, query } = route.value;
    const open = path[1] ?? null;
    const rows = useMemo(() => filtered(calls.value, query), [calls.value, query]);
    const selected = useRowKeys({
        rows,
        keyOf,
        open,
        show: (id) => go(["calls", id, path[2]], { query, replace: open != null }),
        close: () => go(["calls"], { query }),
    });
    return html`<main class=${open ? "split has-open" : "split"}>
        <section class="list" aria-label="calls">
            <${Filters} query=${query} rows=${rows} />
            <${LongList}
                rows=${rows}
                keyOf=${keyOf}
                height=${ROW}
                selected=${selected}
                label="calls"
                empty=${html`<${Nothing} query=${query} />`}
                row=${(row) => html`<${Row} row=${row} open=${row.id === open} marked=${row.id === selected} href=${link(["calls", row.id, path[2]], query)} />`}
            />
        </section>
        ${open ? html`<${Call} key=${open} id=${open} tab=${path[2]} query=${query} />` : html`<${NoneOpen} />`}
    </main>`;
}

const NoneOpen = () =>
    html`<section class="detail is-empty">${calls.value.length > 0 && html`<p class="dim">Choose a call to see its past, its plan, and what a client sees of it.</p>`}</section>`;

function filtered(rows, { q, status, provider, scenario }) {
    const words = (q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
    return rows.filter(
        (row) =>
            (!status || row.status === status) &&
            (!provider || row.provider === provider) &&
            (!scenario || row.scenario === scenario) &&
            (!words.length || words.every((word) => textOf(row).includes(word))),
    );
}

const texts = new WeakMap();

function textOf(row) {
    if (!texts.has(row)) {
        const parts = [
            row.id,
            row.provider,
            row.from,
            row.to,
            row.status,
            row.scenario,
            row.reason,
            row.agent,
            row.waits,
            row.direction,
        ];
        texts.set(row, parts.filter(Boolean).join(" ").toLowerCase());
    }
    return texts.get(row);
}

function Filters({ query, rows }) {
    const choices = useMemo(() => {
        const values = (key) => [...new Set(calls.value.map((row) => row[key]))].filter(Boolean).sort();
        return { provider: values("provider"), status: values("status"), scenario: values("scenario") };
    }, [calls.value]);
    const known = calls.value.length;
    const counted =
        rows.length === known
            ? callCount.value > known
                ? `newest ${known.toLocaleString("en")} of ${callCount.value.toLocaleString("en")}`
                : known.toLocaleString("en")
            : `${rows.length.toLocaleString("en")} of ${known.toLocaleString("en")}`;
    return html`<div class="filter">
        <input type="search" placeholder="filter: number, status, scenario…   /" aria-label="filter calls" value=${query.q ?? ""} onInput=${(event) => setQuery({ q: event.target.value })} />
        <span class="dim count-of" title="calls shown">${counted}</span>
        <div class="selects">
            ${Object.entries(choices).map(
                ([
                    name,
                    values,
                ]) => html`<select key=${name} aria-label=${name} value=${query[name] ?? ""} onChange=${(event) => setQuery({ [name]: event.target.value })}>
                    <option value="" selected=${!query[name]}>any ${name}</option>
                    ${[...new Set([...values, query[name]])].filter(Boolean).map((value) => html`<option key=${value} value=${value} selected=${value === query[name]}>${value}</option>`)}
                </select>`,
            )}
        </div>
    </div>`;
}

function Row({ row, open, marked, href }) {
    const title = providers.value.find((each) => each.name === row.provider)?.title ?? row.provider;
    const failed = isFailed(row);
    const other = row.direction === "inbound" ? `from ${row.from}` : row.to;
    return html`<a class=${`list-row call-row${marked ? " is-marked" : ""}`} href=${href} aria-current=${open ? "true" : undefined} data-id=${row.id}>
        <span class="who">${other}</span>
        <${Chip} phase=${row.phase} failed=${failed}>${row.status}<//>
        <span class="sub">${title} · ${row.scenario}</span>
        <${Spark} row=${row} />
        <span class="why" title=${row.waits ?? row.next ?? row.reason ?? ""}>${whatNow(row)}</span>
    </a>`;
}

export const isFailed = (row) => row.phase === "ended" && (row.phases.at(-1)?.failed ?? false);

function whatNow(row) {
    if (row.waits) return `waits ${row.waits}`;
    if (row.next) return `next: ${row.next}`;
    const webhooks = row.failed_webhooks
        ? ` · ${row.failed_webhooks} webhook${row.failed_webhooks > 1 ? "s" : ""} failed`
        : "";
    const reason = row.reason ? row.reason.replaceAll("_", " ") : "";
    const by = row.ended_by ? ` by ${row.ended_by}` : "";
    return `${reason}${by}${webhooks}`;
}

/** The phases of a call in small: a wait has a fixed width, the rest shares what is left by its length. */
function Spark({ row }) {
    const spans = row.phases.map((each) => ({
        ...each,
        length: each.until ? instant(each.until) - instant(each.at) : 0,
        waits: WAITS.includes(each.phase),
    }));
    const busy = spans.reduce((sum, each) => sum + (each.waits ? 0 : each.length), 0);
    const fold = Math.min(SPARK.wait, SPARK.width / (spans.length + 1));
    const rest = SPARK.width - SPARK.end - fold * spans.filter((each) => each.waits).length;
    let x = 0;
    const placed = spans.map((each) => {
        const width = each.waits ? fold : each.phase === "ended" ? SPARK.end : (each.length / (busy || 1)) * rest;
        x += width;
        return { ...each, x: x - width, width };
    });
    const label = spans
        .filter((each) => each.length)
        .map((each) => `${each.phase} ${duration(each.length)}`)
        .join(", ");
    return html`<svg class="spark" width=${SPARK.width} height="12" role="img" aria-label=${label || row.phase}>${placed.map((span, index) => html`<${SparkSpan} key=${index} span=${span} />`)}</svg>`;
}

function SparkSpan({ span: { phase, planned, failed, waits, x, width } }) {
    if (waits) return html`<path class="spark-wait" d=${`M${x + 1} 6h${Math.max(width - 2, 1)}`} />`;
    const ended = phase === "ended";
    const classes = `spark-${failed && ended ? "failed" : phase}${planned ? " is-planned" : ""}`;
    return html`<rect class=${classes} x=${x} y="2" width=${Math.max(width, 1)} height="8" rx="1.5" />
        ${failed && !ended && !planned && html`<rect class="spark-failed" x=${x + width - 3} y="2" width="3" height="8" rx="1" />`}`;
}

function Nothing({ query }) {
    if (failure.value)
        return html`<${Empty} title="The calls cannot be loaded"><p class="is-error">${failure.value}</p><//>`;
    if (loading.value) return html`<p class="padded dim">loading…</p>`;
    if (Object.values(query).some(Boolean))
        return html`<${Empty} title="No call fits the filter"><p><button onClick=${() => go(["calls"])}>show all calls</button></p><//>`;
    return html`<${Empty} title="No calls yet" command=${firstCommand()}>
        <p>Place one with your client, or with this line. It appears here by itself. You can also <a href=${link(["place"])}>place one on this page</a>.</p>
    <//>`;
}

function firstCommand() {
    const provider = providers.value[0];
    if (!provider?.calls) return undefined;
    const { header, prefix } = provider.authentication;
    const key = world.value === "default" ? "any-key" : `any-key~${world.value}`;
    const { method, path, body } = provider.calls.create;
    return curl(method, `${location.origin}${BASE}${path}`, {
        headers: { [header]: `${prefix}${key}`, "Content-Type": "application/json" },
        body: JSON.stringify(body),
    });
}
