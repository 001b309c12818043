// The planned faults of webhooks, and the one URL that can receive all of them.

import { api, world } from "../core/api.js";
import { onChange, providers } from "../core/live.js";
import { html, signal, useEffect, useState } from "../core/ui.js";
import { sinkUrl } from "../parts/commands.js";
import { Action, useLoaded } from "../parts/components.js";
import { Suggestions } from "../parts/fields.js";
import { attempt } from "../parts/notices.js";

const KINDS = {
    duplicate: "The webhook arrives twice with the same bytes. Each copy has its own retries.",
    reorder: "The webhook arrives up to the given time later, so others overtake it. Without a time: 10s.",
    late: "The webhook arrives later, by the given time or range.",
    lose: "The webhook never arrives. Its outcome is lost.",
    cut: "Only half of the body arrives, with the signature of the whole body, at every attempt.",
    slow: "The body arrives in slices, over the given real time. Only over HTTP.",
    redirect:
        "The webhook arrives as after a followed redirect: after 301, 302 and 303 with GET and without a body, after 307 and 308 unchanged.",
    before_answer: "Webhooks that a request causes arrive before the response to that request.",
};
const SPANS = {
    reorder: { label: "at most", placeholder: "10s" },
    late: { label: "by", placeholder: "5s..2m", required: true },
    slow: { label: "over", placeholder: "3s", required: true },
};
const REDIRECTS = [301, 302, 303, 307, 308];

const off = signal({}); // by world: rules that are switched off, which only this page remembers

export function WebhookPlan() {
    const [plan, error, load] = useLoaded(() => api.get("/webhooks/plan"), [world.value]);
    useEffect(() => onChange((kind) => kind === "reload" && load()), []);
    const save = async (change) => {
        await api.patch("/webhooks/plan", change);
        await load();
    };
    return html`<div class="scroll padded stack narrow-page">
        ${error && html`<p class="problem" role="alert">${error}</p>`}
        ${
            plan &&
            html`<${Destination} key=${plan.to} to=${plan.to} save=${save} /><${Rules} plan=${plan.plan} save=${save} />`
        }
    </div>`;
}

function Destination({ to, save }) {
    const [text, setText] = useState(to ?? "");
    const [error, setError] = useState("");
    const send = async (event) => {
        event.preventDefault();
        setError("");
        await save({ to: text.trim() || null }).catch((problem) => setError(problem.message));
    };
    return html`<form class="card block" onSubmit=${send}>
        <h2>Send all webhooks to one URL</h2>
        <p class="dim">
            Each webhook of this world goes there instead of to the URL that the client set, also blocking requests.
            Empty: each goes to its own URL.
        </p>
        <div class="row-of">
            <input
                class="grow"
                type="url"
                value=${text}
                onInput=${(event) => setText(event.target.value)}
                aria-label="URL for all webhooks"
                placeholder=${sinkUrl("mine")}
            />
            <button class="primary" disabled=${text.trim() === (to ?? "")}>save</button>
            ${to && html`<${Action} onAction=${() => save({ to: null })}>to their own URLs<//>`}
        </div>
        ${error && html`<p class="problem" role="alert">${error}</p>`}
    </form>`;
}

function Rules({ plan, save }) {
    const resting = off.value[world.value] ?? [];
    const rest = (rules) => (off.value = { ...off.value, [world.value]: rules });
    const without = (rules, rule) => rules.filter((each) => each !== rule);
    const toggle = async (rule, isOn) => {
        await save({ plan: isOn ? without(plan, rule) : [...plan, rule] });
        rest(isOn ? [...resting, rule] : without(resting, rule));
    };
    const remove = (rule, isOn) => (isOn ? save({ plan: without(plan, rule) }) : rest(without(resting, rule)));
    const rows = [...plan.map((rule) => [rule, true]), ...resting.map((rule) => [rule, false])];
    return html`<section class="card block">
        <h2>Planned faults</h2>
        <p class="dim">
            They affect webhooks that are written from now on, of all calls. Each kind acts on a delivery at most once:
            the first rule that matches counts.
        </p>
        ${!rows.length && html`<p>No faults are planned: every webhook is sent on time, once and complete.</p>`}
        <ul class="rules">
            ${rows.map(
                ([rule, isOn]) =>
                    html`<${Rule} key=${JSON.stringify(rule) + isOn} rule=${rule} isOn=${isOn} toggle=${toggle} remove=${remove} />`,
            )}
        </ul>
        ${
            resting.length > 0 &&
            html`<p class="dim">Rules that are off are not in the plan. Only this page remembers them, until it is closed.</p>`
        }
        <${AddRule} add=${(rule) => save({ plan: [...plan, rule] })} />
    </section>`;
}

function Rule({ rule, isOn, toggle, remove }) {
    const { fault, events, chance = 1, by, status } = rule;
    const details = [chance < 1 && `chance ${chance}`, by && `by ${by}`, status && `status ${status}`].filter(Boolean);
    return html`<li class=${isOn ? "" : "is-off"}>
        <label class="switch"
            ><input
                type="checkbox"
                checked=${isOn}
                onChange=${() => attempt(() => toggle(rule, isOn))}
                aria-label=${`${fault} is on`}
        /></label>
        <div class="grow">
            <p>
                <b class="mono">${fault}</b> of <span class="mono">${[events].flat().join(", ")}</span>${" "}
                <span class="dim">${details.join(" · ")}</span>
            </p>
            <p class="dim">${KINDS[fault]}</p>
        </div>
        <${Action} class="small" aria-label=${`remove ${fault}`} onAction=${() => remove(rule, isOn)}>remove<//>
    </li>`;
}

function AddRule({ add }) {
    const [fault, setFault] = useState("duplicate");
    const [error, setError] = useState("");
    const events = [...new Set(providers.value.flatMap((each) => each.webhook_events))].sort();
    const send = async (event) => {
        event.preventDefault();
        setError("");
        try {
            await add(ruleOf(new FormData(event.target)));
        } catch (problem) {
            setError(problem.message);
        }
    };
    const span = SPANS[fault];
    return html`<form class="add-rule" onSubmit=${send} aria-label="add a fault">
        <h3>Add a fault</h3>
        <div class="row-of">
            <select
                name="fault"
                aria-label="kind of fault"
                value=${fault}
                onChange=${(event) => setFault(event.target.value)}
            >
                ${Object.keys(KINDS).map((kind) => html`<option key=${kind} value=${kind}>${kind}</option>`)}
            </select>
            <label>events <input name="events" list="webhook-events" placeholder="* (all)" size="18" /></label>
            <${Suggestions} id="webhook-events" values=${["*", "call.*", ...events]} />
            <label>chance <input name="chance" type="number" min="0" max="1" step="any" placeholder="1" /></label>
            ${
                span &&
                html`<label>${span.label} <input name="by" placeholder=${span.placeholder} required=${span.required} size="9" /></label>`
            }
            ${
                fault === "redirect" &&
                html`<label
                    >status
                    <select name="status">
                        ${REDIRECTS.map((each) => html`<option key=${each} selected=${each === 302}>${each}</option>`)}
                    </select></label
                >`
            }
            <button class="primary">add</button>
        </div>
        <p class="dim">${KINDS[fault]}</p>
        ${error && html`<p class="problem" role="alert">${error}</p>`}
    </form>`;
}

function ruleOf(fields) {
    const rule = { fault: fields.get("fault") };
    const events = fields
        .get("events")
        .split(/[\s,]+/)
        .filter(Boolean);
    if (events.length) rule.events = events;
    if (fields.get("chance")) rule.chance = Number(fields.get("chance"));
    if (fields.get("by")) rule.by = fields.get("by").trim();
    if (fields.get("status")) rule.status = Number(fields.get("status"));
    return rule;
}
