// The field of one setting: its control by kind, and how its value is written in it.

import { html } from "../core/ui.js";
import { choices } from "../parts/fields.js";

/** The kind of a setting of which nothing but its value is known. */
export function kindOf(value) {
    if (typeof value === "boolean") return "bool";
    if (typeof value === "number") return "number";
    return typeof value === "string" ? "text" : "json";
}

const isEmptyable = (kind) => typeof kind === "string" && kind.endsWith("?");
const baseOf = (kind) => (Array.isArray(kind) ? "words" : kind.replace("?", ""));
const NULL = "null";

/** The value of a setting, as its field shows it. */
export const asText = ({ kind, value }) => textOf(kind, value);

function textOf(kind, value) {
    const base = baseOf(kind);
    if (base === "json" || base === "map") return JSON.stringify(value);
    if (value == null) return base === "words" ? NULL : "";
    return Array.isArray(value) ? value.join(", ") : String(value);
}

/** The value that a text stands for. The server complains about texts that stand for none. */
export function parsed({ kind }, text) {
    const base = baseOf(kind);
    const given = text.trim();
    if (base === "words") return kind.find((word) => String(word) === given) ?? (given === NULL ? null : given);
    if (base === "bool") return given === "true";
    if (given === "" && isEmptyable(kind)) return null;
    if (base === "number" || base === "integer") return asNumber(given);
    if (base === "texts") return parts(given);
    if (base === "numbers") return parts(given).map(asNumber);
    if (base === "json" || base === "map") return asJson(given);
    return text;
}

const parts = (text) => text.split(/[\s,]+/).filter(Boolean);
const asNumber = (text) => (text === "" || Number.isNaN(Number(text)) ? text : Number(text));

function asJson(text) {
    try {
        return JSON.parse(text);
    } catch {
        return text;
    }
}

export function Setting({ field, draft, set, isWrong }) {
    const { id, name, value, text, kind, usual } = field;
    const isChanged = draft !== undefined;
    const differs = usual !== undefined && JSON.stringify(value) !== JSON.stringify(usual);
    return html`<div class=${`setting${isChanged ? " is-changed" : ""}${isWrong ? " is-wrong" : ""}`}>
        <label class="name mono" for=${id}>${name}</label>
        <div class="control">
            <${Control} field=${field} text=${draft ?? asText(field)} set=${set} isWrong=${isWrong} />
            ${isChanged && html`<${Other} name="was" text=${asText(field)} action="undo" set=${set} />`}
            ${
                !isChanged &&
                differs &&
                html`<${Other} name="default:" text=${textOf(kind, usual)} action="use it" set=${set} />`
            }
        </div>
        <p class="dim" id=${`${id}-text`}>${text}</p>
    </div>`;
}

/** Another value that the setting could have. */
function Other({ name, text, action, set }) {
    return html`<small class="dim">
        ${name} ${text || "empty"}${" "}
        <button type="button" class="small plain" onClick=${() => set(text)}>${action}</button>
    </small>`;
}

function Control({ field, text, set, isWrong }) {
    const { id, kind } = field;
    const base = baseOf(kind);
    const shared = { id, name: id, "aria-describedby": `${id}-text`, "aria-invalid": isWrong ? "true" : undefined };
    const type = (event) => set(event.target.value);
    if (base === "bool")
        return html`<input
            ...${shared}
            type="checkbox"
            checked=${text === "true"}
            onChange=${(event) => set(String(event.target.checked))}
        />`;
    if (base === "words")
        return html`<select ...${shared} value=${text} onChange=${type}>
            ${choices(
                kind.map((word) => [String(word), word ?? "none"]),
                text,
            )}
        </select>`;
    if (base === "map" || base === "json")
        return html`<textarea ...${shared} rows="2" value=${text} onInput=${type}></textarea>`;
    const isNumber = base === "number" || base === "integer";
    return html`<input
        ...${shared}
        type="text"
        inputmode=${isNumber ? "decimal" : undefined}
        class=${isNumber ? "number" : ""}
        value=${text}
        onInput=${type}
        placeholder=${placeholder(kind)}
        autocomplete="off"
    />`;
}

function placeholder(kind) {
    if (isEmptyable(kind)) return "empty";
    return kind === "numbers" ? "1, 5, 30" : undefined;
}
