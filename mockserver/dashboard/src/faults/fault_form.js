// The form that plans a fault of API answers. It shows what it would send.

import { api } from "../core/api.js";
import { providers } from "../core/live.js";
import { go } from "../core/routes.js";
import { html, useState } from "../core/ui.js";
import { adminCommand } from "../parts/commands.js";
import { Copy } from "../parts/components.js";
import { choices, Suggestions } from "../parts/fields.js";
import { notify } from "../parts/notices.js";
import { bodyOf, EMPTY, FIELDS, KINDS, OFTEN, PRESETS } from "./fault_kinds.js";

export function FaultForm({ given, onAdded }) {
    const [draft, setDraft] = useState(() => ({ ...EMPTY, ...known(given) }));
    const [error, setError] = useState("");
    const set = (changes) => (setError(""), setDraft((before) => ({ ...before, ...changes })));
    const body = bodyOf(draft);
    const send = async (event) => {
        event.preventDefault();
        try {
            const [rule] = (await api.post("/faults", body)).faults;
            notify(`Planned ${rule.id}: ${rule.fault}.`);
            setError("");
            await onAdded();
            go(["faults", rule.id]);
        } catch (problem) {
            setError(problem.message);
        }
    };
    return html`<form class="card block fault-form" onSubmit=${send}>
        <h2>Plan a fault</h2>
        <${Presets}
            choose=${(preset) => set({ ...EMPTY, provider: draft.provider, operation: draft.operation, ...preset })}
        />
        <${Kind} draft=${draft} set=${set} />
        <${Scope} draft=${draft} set=${set} />
        <${When} draft=${draft} set=${set} />
        <${Often} draft=${draft} set=${set} />
        <${More} draft=${draft} set=${set} />
        <div class="form-end">
            ${error && html`<p class="problem" role="alert">${error}</p>`}
            <${Preview} body=${body} />
            <p class="buttons">
                <button class="primary">plan the fault</button
                ><button type="button" onClick=${() => set(EMPTY)}>clear</button>
            </p>
        </div>
    </form>`;
}

const known = (given) => Object.fromEntries(Object.entries(given).filter(([key]) => key in EMPTY));

function Presets({ choose }) {
    const creates = () => [...new Set(providers.value.map((each) => each.calls.create.operation))].join(", ");
    const use = ({ creates: isCreate, ...preset }) => choose(isCreate ? { ...preset, operation: creates() } : preset);
    return html`<div class="row-of" role="group" aria-label="presets">
        ${PRESETS.map(
            ([name, preset]) =>
                html`<button
                    type="button"
                    key=${name}
                    class="small"
                    disabled=${preset.creates && providers.value.length === 0}
                    onClick=${() => use(preset)}
                >
                    ${name}
                </button>`,
        )}
    </div>`;
}

/** A text field of the draft. */
function Field({ name, draft, set, label, hint, ...rest }) {
    return html`<label class="field"
        ><span>${label}</span
        ><input aria-label=${label} ...${rest} value=${draft[name]} onInput=${(event) => set({ [name]: event.target.value })} />
        ${hint && html`<small class="dim">${hint}</small>`}</label
    >`;
}

function Select({ name, draft, set, label, options }) {
    return html`<label class="field"
        ><span>${label}</span>
        <select aria-label=${label} value=${draft[name]} onChange=${(event) => set({ [name]: event.target.value })}>
            ${choices(options, draft[name])}
        </select></label
    >`;
}

function Kind({ draft, set }) {
    const { does, fields = [] } = KINDS[draft.fault];
    return html`<${Select}
            name="fault"
            label="fault"
            draft=${draft}
            set=${set}
            options=${Object.keys(KINDS).map((kind) => [kind, kind])}
        />
        <p class="dim">${does}</p>
        ${fields.map((name) =>
            name === "body"
                ? html`<label class="field" key=${name}
                      ><span>body</span>
                      <textarea
                          aria-label="body"
                          rows="2"
                          value=${draft.body}
                          placeholder=${FIELDS.body.placeholder}
                          onInput=${(event) => set({ body: event.target.value })}
                      ></textarea>
                      <small class="dim">${FIELDS.body.hint}</small></label
                  >`
                : html`<${Field} key=${name} name=${name} draft=${draft} set=${set} ...${FIELDS[name]} />`,
        )}`;
}

function Scope({ draft, set }) {
    const served = providers.value.filter(({ name }) => !draft.provider || name === draft.provider);
    const operations = served.flatMap((each) => each.operations.map(({ name }) => name));
    const chosen = served.flatMap((each) =>
        each.operations.filter(({ name }) => name === draft.operation).map((found) => [each, found]),
    );
    return html`<${Select}
            name="provider"
            label="provider"
            draft=${draft}
            set=${set}
            options=${[["", "all"], ...providers.value.map(({ name, title }) => [name, title])]}
        />
        <${Field}
            name="operation"
            label="operation"
            draft=${draft}
            set=${set}
            list="operations"
            placeholder="all"
            autocomplete="off"
            hint="a name, or a glob such as call*.get; several with commas"
        />
        <${Suggestions} id="operations" values=${[...new Set(operations)].sort()} />
        ${
            chosen.length > 0 &&
            html`<p class="dim">
                ${chosen.map(
                    ([each, found]) =>
                        html`<span class="chosen-operation">${each.title}: <code>${found.method} ${found.path}</code></span>`,
                )}
            </p>`
        }`;
}

function When({ draft, set }) {
    if (KINDS[draft.fault].after)
        return html`<p class="dim">It acts after the request has had its effect, since it needs the answer.</p>`;
    const options = [
        ["before", "before the effect", "Nothing has happened: no call exists, no webhook is sent."],
        ["after", "after the effect", "The request has its full effect. Only the client does not learn of it."],
    ];
    return html`<fieldset>
        <legend>when</legend>
        ${options.map(
            ([value, text, does]) =>
                html`<label key=${value} class="choice"
                    ><input
                        type="radio"
                        name="when"
                        checked=${draft.when === value}
                        onChange=${() => set({ when: value })}
                    />
                    <span>${text} <small class="dim">${does}</small></span></label
                >`,
        )}
    </fieldset>`;
}

function Often({ draft, set }) {
    return html`<div class="row-of fields">
            <${Select} name="often" label="how often" draft=${draft} set=${set} options=${Object.entries(OFTEN)} />
            ${
                draft.often !== "always" &&
                html`<${Field} name="count" label="…" aria-label="count" draft=${draft} set=${set} type="number" min="1" required=${true} />`
            }
        </div>
        <div class="row-of fields">
            <${Field}
                name="chance"
                label="chance"
                draft=${draft}
                set=${set}
                type="number"
                min="0"
                max="1"
                step="any"
                placeholder="1"
            />
            <${Field}
                name="times"
                label="at most times"
                draft=${draft}
                set=${set}
                type="number"
                min="1"
                placeholder="∞"
            />
        </div>
        <div class="row-of fields">
            <${Field} name="from" label="between" draft=${draft} set=${set} placeholder="0s" size="6" />
            <${Field}
                name="to"
                label="and"
                draft=${draft}
                set=${set}
                placeholder="2m"
                size="6"
                required=${Boolean(draft.from)}
            />
            <small class="dim">virtual time from now on</small>
        </div>`;
}

function More({ draft, set }) {
    return html`<details>
        <summary class="dim">method, path, plan, optional</summary>
        <div class="stack more">
            <${Field} name="method" label="method" draft=${draft} set=${set} placeholder="all" />
            <${Field}
                name="path"
                label="path"
                draft=${draft}
                set=${set}
                placeholder="all"
                hint="behind the provider's mount point: /v1/calls/*"
            />
            <${Field}
                name="plan"
                label="plan"
                draft=${draft}
                set=${set}
                placeholder="none"
                pattern="[A-Za-z0-9._\\-]+"
                hint="only requests with X-Mockserver-Fault-Plan"
            />
            <label class="choice"
                ><input
                    type="checkbox"
                    checked=${draft.optional}
                    onChange=${(event) => set({ optional: event.target.checked })}
                />
                <span>optional <small class="dim">A test does not fail if it never fires.</small></span></label
            >
        </div>
    </details>`;
}

function Preview({ body }) {
    const command = () => adminCommand("POST", "/faults", body);
    return html`<div class="command">
        <pre aria-label="what is sent">${JSON.stringify(body)}</pre>
        <${Copy} text=${command} label="copy as curl" />
    </div>`;
}
