// The planned faults of API answers with their accounting, beside the form that adds one.

import { api, world } from "../core/api.js";
import { plural } from "../core/format.js";
import { onChange } from "../core/live.js";
import { go, link, route } from "../core/routes.js";
import { throttled } from "../core/throttled.js";
import { html, useEffect, useLayoutEffect, useMemo, useRef } from "../core/ui.js";
import { adminCommand } from "../parts/commands.js";
import { Action, Empty, useLoaded } from "../parts/components.js";
import { useKeys } from "../parts/keys.js";
import { FilterField } from "../parts/panes.js";
import { useReload } from "../parts/reload.js";
import { FaultForm } from "./fault_form.js";
import { KINDS } from "./fault_kinds.js";

const PAUSE = 500; // ms between two requests
const SHOWN = 12; // requests of a rule
const MOST = 100; // rules on the page
const FOLDER = ["faults"];
const SCOPES = ["provider", "operation", "method", "path"];
const ACCOUNTING = [
    "id",
    "fault",
    "optional",
    "plan",
    "call",
    "scenario",
    "since",
    "matched",
    "fired",
    "left",
    "requests",
    ...SCOPES,
];

export function Faults() {
    const [rules, error, load] = useLoaded(async () => (await api.get("/faults")).faults, [world.value]);
    const refresh = useMemo(() => throttled(load, PAUSE), []);
    useEffect(() => onChange((kind) => ["fault", "request"].includes(kind) && refresh()), []);
    useReload(load);
    const { path, query } = route.value;
    const wanted = (query.q ?? "").toLowerCase();
    const found = (rules ?? []).filter((rule) => JSON.stringify(rule).toLowerCase().includes(wanted)).reverse();
    const adding = path[1] === "new" || Boolean(query.operation);
    useKeys((key) => {
        if (key === "Escape" && path[1]) return (go(FOLDER), true);
        if (key !== "j" && key !== "k") return false;
        const next = found[found.findIndex(({ id }) => id === path[1]) + (key === "j" ? 1 : -1)];
        if (next) go([...FOLDER, next.id], { query: route.value.query, replace: true });
        return true;
    });
    return html`<main class=${adding ? "faults is-adding" : "faults"}>
        <section class="fault-list" aria-label="planned faults">
            <div class="row-of">
                <h1>Faults of API answers</h1>
                ${
                    rules?.length > 0 &&
                    html`<${FilterField} placeholder="kind, operation, call, scenario…  (/)" label="filter faults" />`
                }
                <div class="row-of spread">
                    <a class="button primary-link" href=${link([...FOLDER, "new"])}>plan a fault</a>
                    ${
                        rules?.length > 0 &&
                        html`<${Action} class="small danger" onAction=${() => removeAll(rules.length, load)}>remove all<//>`
                    }
                </div>
            </div>
            ${error && html`<p class="problem" role="alert">${error}</p>`}
            ${rules && !rules.length && html`<${Nothing} />`}
            ${found
                .slice(0, MOST)
                .map(
                    (rule) =>
                        html`<${Rule} key=${rule.id} rule=${rule} isOpen=${rule.id === path[1]} onRemoved=${load} />`,
                )}
            ${rules?.length > 0 && !found.length && html`<p class="dim">No rule matches the filter.</p>`}
            ${
                found.length > MOST &&
                html`<p class="dim">These are the newest ${MOST} of ${plural(found.length, "rule")}. Use the filter to find others.</p>`
            }
        </section>
        <section class="fault-add" aria-label="plan a fault">
            <a class="back-link" href=${link(FOLDER)}>← faults</a>
            <${FaultForm} key=${`${query.operation} ${query.provider}`} given=${query} onAdded=${load} />
        </section>
    </main>`;
}

async function removeAll(count, then) {
    if (!confirm(`Remove ${plural(count, "rule")}, also those of scenarios?`)) return;
    await api.delete("/faults");
    await then();
}

function Rule({ rule, isOpen, onRemoved }) {
    const { id, fault, matched, fired, left } = rule;
    const node = useRef(null);
    useLayoutEffect(() => {
        if (isOpen) node.current.scrollIntoView({ block: "nearest" });
    }, [isOpen]);
    const remove = async () => {
        await api.delete(`/faults/${encodeURIComponent(id)}`);
        await onRemoved();
    };
    return html`<article
        ref=${node}
        class=${`card fault-rule${isOpen ? " is-selected" : ""}${left === 0 ? " is-spent" : ""}`}
        aria-label=${`${id} ${fault}`}
    >
        <div class="row-of">
            <a class="dim mono" href=${link([...FOLDER, id])}>${id}</a>
            <h2 class="mono">${fault}</h2>
            <${Counts} rule=${rule} />
            <${Action} class="small spread" aria-label=${`remove ${id}`} onAction=${remove}>remove<//>
        </div>
        <p>${scopeOf(rule)} <span class="mono dim">${conditionsOf(rule)}</span></p>
        <p class="dim">
            ${KINDS[fault]?.does}${" "}
            ${fired === 0 && (matched ? "It has matched requests, but not fired." : "No request has matched it yet.")}
        </p>
        <${Origin} rule=${rule} /><${Fired} rule=${rule} />
    </article>`;
}

function Counts({ rule: { matched, fired, left, optional } }) {
    const state = fired ? "is-failed" : "is-waiting";
    return html`<span class="counts">
        <span class="chip" title="requests that the rule has matched">matched ${matched}</span>
        <span class=${`chip ${state}`} title="requests on which it fired">fired ${fired}</span>
        <span class="chip" title="on how many further requests it can fire"
            >${left === 0 ? "used up" : `left ${left ?? "∞"}`}</span
        >
        ${optional && html`<span class="chip" title="a test does not fail if it never fires">optional</span>`}
    </span>`;
}

/** Which requests a rule is about. */
function scopeOf(rule) {
    const given = SCOPES.filter((key) => rule[key]);
    if (!given.length) return "all requests";
    return given.map((key) => html`${key} <b class="mono">${[rule[key]].flat().join(", ")}</b> `);
}

/** How often it fires and its values, as in the API. */
function conditionsOf(rule) {
    const own = Object.entries(rule).filter(([key]) => !ACCOUNTING.includes(key));
    return own.map(([key, value]) => `${key}: ${shown(value)}`).join(" · ");
}

function shown(value) {
    if (Array.isArray(value)) return value.join(" to ");
    return typeof value === "object" ? JSON.stringify(value) : value;
}

function Origin({ rule: { plan, scenario, call } }) {
    if (!plan && !scenario && !call) return null;
    return html`<p class="row-of dim">
        ${
            plan &&
            html`<span>plan <code>${plan}</code>: only requests with the header <code>X-Mockserver-Fault-Plan: ${plan}</code></span>`
        }
        ${scenario && html`<span>scenario <a href=${link(["scenarios", scenario])}>${scenario}</a></span>`}
        ${call && html`<span>call <a class="mono" href=${link(["calls", call])}>${call}</a></span>`}
    </p>`;
}

function Fired({ rule: { id, requests } }) {
    if (!requests.length) return null;
    const shown = requests.slice(-SHOWN).reverse();
    return html`<p class="row-of">
        <span class="dim">fired on</span>
        ${shown.map((number) => html`<a key=${number} class="mono" href=${link(["requests", number])}>#${number}</a>`)}
        ${
            requests.length > SHOWN &&
            html`<a href=${link(["requests"], { fault: id })}>and ${requests.length - SHOWN} earlier</a>`
        }
    </p>`;
}

function Nothing() {
    const command = adminCommand("POST", "/faults", { fault: "error", status: 503, first: 2 });
    return html`<${Empty} title="No faults are planned" command=${command}>
        <p>
            A fault makes an answer of a provider fail, come late, half or not at all. Plan one with the form, or with
            curl. Here you then see on which requests it fired.
        </p>
        <p>Faults of webhooks are planned <a href=${link(["webhooks", "plan"])}>with the webhooks</a>.</p>
    <//>`;
}
