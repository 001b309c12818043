// The scenarios of the world: which there are, how one looks, how a call that plays it would unfold, and an editor.

import { api, world } from "../core/api.js";
import { providers } from "../core/live.js";
import { go, link, route, setQuery } from "../core/routes.js";
import { html, useMemo, useState } from "../core/ui.js";
import { Action, Empty, Tabs, useLoaded } from "../parts/components.js";
import { Graph } from "../parts/graph.js";
import { LongList } from "../parts/long_list.js";
import { attempt } from "../parts/notices.js";
import { useReload } from "../parts/reload.js";
import { useRowKeys } from "../parts/row_keys.js";
import { Editor } from "./editor.js";
import { Preview } from "./preview.js";

const ROW = 54; // px
export const NEW = "new"; // in the address: a scenario that is being written

const keyOf = (row) => row.name;

export function Scenarios() {
    const { path, query } = route.value;
    const [open, tab = "graph"] = [path[1] ?? null, path[2]];
    const [found, error, again] = useLoaded(() => api.get("/scenarios"), [world.value]);
    useReload(again);
    const rows = useMemo(() => filtered(found?.scenarios ?? [], query.q), [found, query.q]);
    const selected = useRowKeys({
        rows,
        keyOf,
        open,
        show: (name) => go(["scenarios", name, path[2]], { query, replace: open != null }),
        close: () => go(["scenarios"], { query }),
    });
    return html`<main class=${open ? "split has-open" : "split"}>
        <section class="list" aria-label="scenarios">
            <div class="filter">
                <input type="search" placeholder="filter: name, what happens…   /" aria-label="filter scenarios" value=${query.q ?? ""} onInput=${(event) => setQuery({ q: event.target.value })} />
                <a class="button" href=${link(["scenarios", NEW, "edit"], query)}>new</a>
                ${found && html`<${Chosen} found=${found} again=${again} />`}
            </div>
            <${LongList} rows=${rows} keyOf=${keyOf} height=${ROW} selected=${selected} label="scenarios"
                empty=${html`<p class="padded dim">${error || (found ? "No scenario fits the filter." : "loading…")}</p>`}
                row=${(row) => html`<${Row} row=${row} open=${row.name === open} marked=${row.name === selected} fallback=${found.default} next=${found.next} href=${link(["scenarios", row.name, path[2]], query)} />`} />
        </section>
        ${open ? html`<${Detail} key=${open} name=${open} tab=${tab} query=${query} found=${found} again=${again} />` : html`<section class="detail is-empty"><p class="dim">Choose a scenario to see its states, and how a call would unfold at each provider.</p></section>`}
    </main>`;
}

function filtered(rows, q = "") {
    const words = q.toLowerCase().split(/\s+/).filter(Boolean);
    return rows.filter((row) =>
        words.every((word) => `${row.name} ${row.summary} ${row.provider ?? ""}`.toLowerCase().includes(word)),
    );
}

/** What the next calls play. */
function Chosen({ found, again }) {
    const clear = async () => {
        await api.post("/scenarios/next", { names: [] });
        again();
    };
    return html`<p class="chosen dim">
        Calls for which nothing else is said play <b>${found.default}</b>.
        ${found.next.length > 0 && html` First, in order: <b>${found.next.join(", ")}</b>. <${Action} class="small" onAction=${clear}>clear<//>`}
    </p>`;
}

function Row({ row, open, marked, fallback, next, href }) {
    const turns = next.filter((name) => name === row.name).length;
    return html`<a class=${`list-row scenario-row${marked ? " is-marked" : ""}`} href=${href} aria-current=${open ? "true" : undefined}>
        <span class="who">${row.name}</span>
        <span class="row-of">${row.name === fallback && html`<span class="chip is-ok">default</span>`}${turns > 0 && html`<span class="chip is-pending">next${turns > 1 ? ` × ${turns}` : ""}</span>`}${row.provider && html`<span class="dim">${row.provider} only</span>`}${row.origin === "request" && html`<span class="chip">of this world</span>`}</span>
        <span class="sub" title=${row.summary}>${row.summary || "no summary"}</span>
    </a>`;
}

function Detail({ name, tab, query, found, again }) {
    if (name === NEW)
        return html`<section class="detail" aria-label="scenario">
            <div class="call-head"><${Back} query=${query} /><h1>A new scenario</h1></div>
            <div class="card"><${Editor} name=${null} again=${again} /></div>
        </section>`;
    const row = found?.scenarios.find((each) => each.name === name);
    if (found && !row)
        return html`<section class="detail"><${Empty} title=${`There is no scenario ${name}`}><p><a href=${link(["scenarios"])}>All scenarios</a></p><//></section>`;
    if (!row) return html`<section class="detail"><p class="dim">loading…</p></section>`;
    const to = (each) => link(["scenarios", name, each], query);
    return html`<section class="detail" aria-label="scenario">
        <div class="call-head">
            <${Back} query=${query} />
            <h1>${name}</h1>
            <div class="controls">
                <a class="button" href=${link(["place"], { scenario: name, provider: row.provider })}>play it…</a>
                <${Action} onAction=${() => playNext(name, again)}>next call plays it<//>
                <${Action} disabled=${found.default === name} onAction=${() => makeDefault(name, again)}>make default<//>
                <${Action} class="danger" onAction=${() => remove(name, again)}>delete<//>
            </div>
        </div>
        <p class="dim">${row.summary} <span class="mono">${row.source}</span></p>
        <div class="card">
            <${Tabs} label="about the scenario" current=${tab} to=${to} tabs=${[["graph", "States"], ["preview", "Preview"], ["edit", "Edit"]]} />
            ${tab === "preview" ? html`<${Preview} path=${`/scenarios/${encodeURIComponent(name)}/preview`} />` : tab === "edit" ? html`<${Editor} name=${name} again=${again} />` : html`<${States} row=${row} />`}
        </div>
    </section>`;
}

const Back = ({ query }) =>
    html`<a class="back button small" href=${link(["scenarios"], query)} aria-label="back to the list">←</a>`;

const playNext = async (name, again) => {
    const { next } = await api.get("/scenarios");
    await api.post("/scenarios/next", { names: [...next, name] });
    again();
};

const makeDefault = async (name, again) => {
    await api.put("/scenarios/default", { name });
    again();
};

async function remove(name, again) {
    if (!confirm(`Delete the scenario ${name} from this world? A reset brings shipped scenarios back.`)) return;
    await api.delete(`/scenarios/${encodeURIComponent(name)}`);
    go(["scenarios"]);
    again();
}

function States({ row }) {
    const [words, setWords] = useState("");
    const name = encodeURIComponent(row.name);
    return html`<div class="padded stack">
        <div class="row-of">
            <label>status words of <select value=${words} onChange=${(event) => setWords(event.target.value)}>
                <option value="">${row.provider ?? "no provider"}</option>
                ${providers.value.map((each) => html`<option key=${each.name} value=${each.name}>${each.title}</option>`)}
            </select></label>
            <button class="small spread" onClick=${() => attempt(async () => navigator.clipboard.writeText(await api.text(`/scenarios/${name}/diagram`, { provider: words })))}>copy as Mermaid</button>
        </div>
        <${Graph} path=${`/scenarios/${name}/diagram.svg`} query=${{ provider: words }} />
    </div>`;
}
