// The settings of the world, its clock, and what replaces it as a whole.

import { api, world } from "../core/api.js";
import { plural } from "../core/format.js";
import { onChange } from "../core/live.js";
import { link, route } from "../core/routes.js";
import { html, useEffect, useState } from "../core/ui.js";
import { Tabs, useLoaded } from "../parts/components.js";
import { notify } from "../parts/notices.js";
import { FilterField } from "../parts/panes.js";
import { asText, parsed, Setting, traitsOf } from "./setting_fields.js";
import { ClockForm, WorldTools } from "./world_tools.js";

export function Settings() {
    const tab = route.value.path[1] === "world" ? "world" : "settings";
    const tabs = [
        ["settings", "Settings"],
        ["world", "Clock, snapshot, reset"],
    ];
    return html`<main class="log">
        <div class="log-bar">
            <${Tabs}
                tabs=${tabs}
                current=${tab}
                label="settings"
                to=${(name) => link(name === "world" ? ["settings", "world"] : ["settings"])}
            />
        </div>
        ${
            tab === "world"
                ? html`<div class="scroll padded stack narrow-page"><${ClockForm} /><${WorldTools} /></div>`
                : html`<${Form} key=${world.value} />`
        }
    </main>`;
}

async function load() {
    const paths = ["/settings", "/settings/schema", "/scenarios"];
    const [settings, schema, { scenarios }] = await Promise.all(paths.map((path) => api.get(path)));
    return { settings, schema, scenarios: scenarios.map(({ name }) => name) };
}

function Form() {
    const [loaded, error, again] = useLoaded(load, []);
    const [draft, setDraft] = useState({}); // texts of changed fields, by `section.name`
    const [refused, setRefused] = useState("");
    useEffect(() => onChange((kind) => kind === "reload" && again()), []);
    if (!loaded) return error ? html`<p class="problem" role="alert">${error}</p>` : null;
    const sections = sectionsOf(loaded);
    const changed = sections.flatMap(({ fields }) => fields).filter((field) => field.id in draft);
    const set = (field, text) =>
        setDraft(({ [field.id]: _, ...rest }) => (text === asText(field) ? rest : { ...rest, [field.id]: text }));
    const discard = () => (setDraft({}), setRefused(""));
    const save = async (event) => {
        event.preventDefault();
        try {
            await api.patch("/settings", changesOf(changed, draft));
            await again();
            discard();
            notify(`Saved ${plural(changed.length, "setting")}.`);
        } catch (problem) {
            setRefused(problem.message);
        }
    };
    return html`<form class="settings" onSubmit=${save} novalidate>
        <div class="filters" role="search">
            <${FilterField} placeholder="name or meaning of a setting  (/)" label="filter settings" />
            <button class="primary" disabled=${!changed.length}>
                ${changed.length ? `save ${plural(changed.length, "change")}` : "nothing to save"}
            </button>
            <button type="button" disabled=${!changed.length} onClick=${discard}>discard</button>
        </div>
        ${(refused || error) && html`<${Refused} text=${refused || error} changed=${changed} />`}
        <div class="scroll padded stack narrow-page">
            ${sections.map(
                (section) =>
                    html`<${Section} key=${section.name} section=${section} draft=${draft} set=${set} refused=${refused} />`,
            )}
        </div>
    </form>`;
}

/** What the server says, and where the field is. */
function Refused({ text, changed }) {
    const field = changed.find((each) => names(text, each));
    const show = () => document.getElementById(field.id)?.focus();
    return html`<p class="problem" role="alert">
        ${text} ${field && html`<button type="button" class="small" onClick=${show}>go to ${field.name}</button>`}
    </p>`;
}

/** Whether an error is about a field: it names it, and the provider before it. */
function names(text, { section, name }) {
    return new RegExp(`\\b${name}\\b`).test(text) && (!section || text.startsWith(section));
}

/** The world's own settings, and a section for each object in the schema: the options of a provider. */
function sectionsOf({ settings, schema, scenarios }) {
    const isSection = ([, { properties }]) => Boolean(properties);
    const rows = Object.entries(schema.properties);
    const own = rows.filter((row) => !isSection(row));
    const fieldsOf = (section, described, values) =>
        described.map(([name, each]) => fieldOf(section, name, values[name], each, scenarios));
    return [
        { name: "", title: "World", fields: fieldsOf("", own, settings) },
        ...rows.filter(isSection).map(([name, { title, properties }]) => ({
            name,
            title,
            fields: fieldsOf(name, Object.entries(properties), settings[name]),
        })),
    ];
}

function fieldOf(section, name, value, schema, scenarios) {
    const { description: text = "", default: usual } = schema;
    return { id: `${section}.${name}`, section, name, value, text, usual, ...traitsOf(schema, scenarios) };
}

function changesOf(changed, draft) {
    const changes = {};
    for (const field of changed) {
        const target = field.section ? (changes[field.section] ??= {}) : changes;
        target[field.name] = parsed(field, draft[field.id]);
    }
    return changes;
}

function Section({ section, draft, set, refused }) {
    const { name, title, fields } = section;
    const wanted = (route.value.query.q ?? "").toLowerCase();
    const shown = fields.filter((field) =>
        `${title} ${field.name} ${field.text}`.replaceAll("`", "").toLowerCase().includes(wanted),
    );
    const changed = fields.filter((field) => field.id in draft).length;
    const [isOpen, setOpen] = useState(!name);
    const toggle = (event) => {
        event.preventDefault();
        setOpen(!isOpen);
    };
    if (!shown.length) return null;
    return html`<details class="card section" open=${isOpen || Boolean(wanted)}>
        <summary onClick=${toggle}>
            <h2>${title}</h2>
            <span class="dim">${plural(shown.length, "setting")}</span>
            ${changed > 0 && html`<span class="chip is-pending">${changed} changed</span>`}
        </summary>
        ${shown.map(
            (field) =>
                html`<${Setting}
                    key=${field.id}
                    field=${field}
                    draft=${draft[field.id]}
                    set=${(text) => set(field, text)}
                    isWrong=${Boolean(refused) && names(refused, field)}
                />`,
        )}
    </details>`;
}
