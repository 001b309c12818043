// Place a call: as a client of a provider would, from an example to edit, or as somebody who calls a number of the account.

import { api, BASE, world } from "../core/api.js";
import { curl, pretty } from "../core/format.js";
import { providers } from "../core/live.js";
import { go, link, route, setQuery } from "../core/routes.js";
import { html, useEffect, useMemo, useState } from "../core/ui.js";
import { ClientKey, clientKey, messageIn, sendAs } from "../parts/client.js";
import { Action, Copy, useLoaded } from "../parts/components.js";

export function PlaceCall() {
    const { provider: wanted, way = "outbound" } = route.value.query;
    const provider = providers.value.find((each) => each.name === wanted) ?? providers.value[0];
    if (!provider) return html`<main class="padded dim">loading…</main>`;
    const choose = (name) => link(["place"], { ...route.value.query, provider: name });
    const Form = way === "inbound" ? Inbound : Outbound;
    return html`<main class="narrow">
        <div class="card">
            <nav class="tabs" aria-label="provider">
                ${providers.value.map((each) => html`<a key=${each.name} href=${choose(each.name)} aria-current=${each === provider ? "page" : undefined}>${each.title}</a>`)}
                <label class="spread">call <select value=${way} onChange=${(event) => setQuery({ way: event.target.value })}>
                    <option value="outbound" selected=${way === "outbound"}>outbound: a client places it</option>
                    <option value="inbound" selected=${way === "inbound"}>inbound: somebody calls a number of the account</option>
                </select></label>
            </nav>
            <${Form} key=${`${provider.name}-${way}`} provider=${provider} />
        </div>
    </main>`;
}

function useScenarios() {
    const [found] = useLoaded(() => api.get("/scenarios"), [world.value]);
    return found ?? { scenarios: [], default: "" };
}

function ScenarioChoice({ value, onChange }) {
    const { scenarios, default: fallback } = useScenarios();
    return html`<label>scenario
        <select value=${value} onChange=${(event) => onChange(event.target.value)}>
            <option value="">as the world decides (else ${fallback || "the default"})</option>
            ${scenarios.map((each) => html`<option key=${each.name} value=${each.name} selected=${each.name === value}>${each.name}</option>`)}
        </select>
        ${scenarios.find((each) => each.name === value)?.summary && html`<span class="dim">${scenarios.find((each) => each.name === value).summary}</span>`}
    </label>`;
}

function Outbound({ provider }) {
    const create = provider.calls.create;
    const [body, setBody] = useState(() => JSON.stringify(create.body, null, 2));
    const [scenario, setScenario] = useState(route.value.query.scenario ?? "");
    const [answer, setAnswer] = useState(null);
    const syntax = useMemo(() => syntaxError(body), [body]);
    const headers = scenario ? { "X-Mockserver-Scenario": scenario } : {};
    const send = async () => {
        setAnswer(null);
        try {
            const reply = await sendAs(provider, { ...create, body }, headers);
            const call = await placed(reply, create.operation);
            if (call) go(["calls", call]);
            else setAnswer({ status: reply.status, text: reply.text, ok: true });
        } catch (error) {
            if (!error.answer) throw error;
            setAnswer({ status: error.answer.status, text: error.answer.text, ok: false });
        }
    };
    return html`<div class="padded stack">
        <p><code>${create.method} ${create.path}</code> <span class="dim">${create.operation} · </span><a href=${`${BASE}${provider.openapi}`} target="_blank" rel="noopener">OpenAPI document</a></p>
        <label class="stacked">body, as JSON
            <textarea rows=${Math.min(22, body.split("\n").length + 1)} spellcheck="false" value=${body} onInput=${(event) => (setBody(event.target.value), setAnswer(null))} aria-invalid=${syntax ? "true" : undefined}></textarea>
        </label>
        ${syntax && html`<p class="is-error" role="alert">Not JSON: ${syntax}</p>`}
        <div class="row-of"><${ScenarioChoice} value=${scenario} onChange=${setScenario} /></div>
        <div class="row-of"><${ClientKey} /><span class="dim">any key, unless the server has --api-key</span></div>
        <div class="row-of">
            <${Action} class="primary" disabled=${Boolean(syntax)} onAction=${send}>place the call<//>
            <button onClick=${() => (setBody(JSON.stringify(create.body, null, 2)), setAnswer(null))}>example again</button>
            <${Copy} label="copy as curl" text=${() => curlOf(provider, create, body, headers)} />
        </div>
        ${answer && html`<${Refused} answer=${answer} provider=${provider} />`}
    </div>`;
}

function syntaxError(text) {
    try {
        JSON.parse(text);
        return "";
    } catch (error) {
        return error.message;
    }
}

/** The id of the call that a request placed: the journal knows it, whatever the shape of the response. */
async function placed(reply, operation) {
    const found = (await api.get("/requests", { operation, order: "newest", limit: 20 })).requests.filter(
        (record) => record.call,
    );
    return (found.find((record) => record.answer === reply.text) ?? found[0])?.call;
}

function curlOf(provider, create, body, headers) {
    const { header, prefix } = provider.authentication;
    const key = world.value === "default" ? clientKey.value : `${clientKey.value}~${world.value}`;
    const all = { [header]: prefix + key, "Content-Type": "application/json", ...headers };
    return curl(create.method, `${location.origin}${BASE}${create.path}`, { headers: all, body });
}

function Refused({ answer, provider }) {
    return html`<div class="refused stack" role="alert">
        <p class="is-error"><b>${provider.title} answers ${answer.status}.</b> ${messageIn(answer.text)}</p>
        <pre class="json">${pretty(answer.text)}</pre>
    </div>`;
}

function Inbound({ provider }) {
    const [fields, setFields] = useState({ from: "+12125550142", to: "+12125550100", agent: "", scenario: "" });
    const set = (name) => (event) => setFields({ ...fields, [name]: event.target.value });
    useEffect(
        () => setFields((before) => ({ ...before, scenario: route.value.query.scenario ?? before.scenario })),
        [],
    );
    const send = async () => {
        const { agent, scenario, ...rest } = fields;
        const body = { provider: provider.name, ...rest, ...(agent && { agent }), ...(scenario && { scenario }) };
        const call = await api.post("/calls", body);
        go(["calls", call.id]);
    };
    return html`<div class="padded stack">
        <p class="dim">Somebody calls a number of the account, and an agent of ${provider.title} answers.</p>
        <label class="stacked">from (E.164) <input value=${fields.from} onInput=${set("from")} /></label>
        <label class="stacked">to (E.164), a number of the account <input value=${fields.to} onInput=${set("to")} /></label>
        <label class="stacked">agent <input value=${fields.agent} placeholder="optional: the id of an agent or assistant" onInput=${set("agent")} /></label>
        <div class="row-of"><${ScenarioChoice} value=${fields.scenario} onChange=${(scenario) => setFields({ ...fields, scenario })} /></div>
        <div class="row-of"><${Action} class="primary" onAction=${send}>let it ring<//></div>
    </div>`;
}
