// The field of one setting: its control by the schema of the setting, and how its value is written in it.

import { html } from "../core/ui.js";
import { choices } from "../parts/fields.js";

const NULL = "null";
const KINDS = { boolean: "bool", integer: "number", number: "number", string: "text" };

/** What a field needs to know of a setting: its kind, its words, whether it can be null. `scenarios` are all names. */
export function traitsOf(schema, scenarios) {
    const alternatives = schema.anyOf ?? [schema];
    const isNullable = alternatives.some(({ type }) => type === "null");
    const main = alternatives.find(({ type }) => type !== "null");
    const words = schema.format === "scenario" ? scenarios : main.enum;
    if (words) return { kind: "words", words: isNullable ? [...words, null] : words, isNullable };
    return { kind: main.type === "array" ? listKind(main) : (KINDS[main.type] ?? "json"), isNullable };
}

function listKind({ items }) {
    const kind = KINDS[items?.type];
    return kind === "text" || kind === "number" ? `${kind}s` : "json";
}

/** The value of a setting, as its field shows it. */
export const asText = ({ kind, value }) => textOf(kind, value);

function textOf(kind, value) {
    if (kind === "json") return JSON.stringify(value);
    if (value == null) return kind === "words" ? NULL : "";
    return Array.isArray(value) ? value.join(", ") : String(value);
}

/** The value that a text stands for. The server complains about texts that stand for none. */
export function parsed({ kind, words, isNullable }, text) {
    const given = text.trim();
    if (kind === "words") return words.find((word) => String(word) === given) ?? (given === NULL ? null : given);
    if (kind === "bool") return given === "true";
    if (given === "" && isNullable) return null;
    if (kind === "number") return asNumber(given);
    if (kind === "texts") return parts(given);
    if (kind === "numbers") return parts(given).map(asNumber);
    return kind === "json" ? asJson(given) : text;
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
    const { id, name, value, text, kind, isNullable, usual } = field;
    const isChanged = draft !== undefined;
    const differs = JSON.stringify(value) !== JSON.stringify(usual);
    const empty = isNullable ? NULL : "empty";
    return html`<div class=${`setting${isChanged ? " is-changed" : ""}${isWrong ? " is-wrong" : ""}`}>
        <label class="name mono" for=${id}>${name}</label>
        <div class="control">
            <${Control} field=${field} text=${draft ?? asText(field)} set=${set} isWrong=${isWrong} />
            ${isChanged && html`<${Other} name="was" text=${asText(field)} empty=${empty} action="undo" set=${set} />`}
            ${
                !isChanged &&
                differs &&
                html`<${Other} name="default:" text=${textOf(kind, usual)} empty=${empty} action="use it" set=${set} />`
            }
        </div>
        <p class="dim" id=${`${id}-text`}>${withCode(text)}</p>
    </div>`;
}

/** A text with its parts in backticks as code. */
const withCode = (text) => text.split("`").map((part, index) => (index % 2 ? html`<code>${part}</code>` : part));

/** Another value that the setting could have. */
function Other({ name, text, empty, action, set }) {
    return html`<small class="dim">
        ${name} ${text || empty}${" "}
        <button type="button" class="small plain" onClick=${() => set(text)}>${action}</button>
    </small>`;
}

function Control({ field, text, set, isWrong }) {
    const { id, kind, words, isNullable } = field;
    const shared = { id, name: id, "aria-describedby": `${id}-text`, "aria-invalid": isWrong ? "true" : undefined };
    const type = (event) => set(event.target.value);
    if (kind === "bool")
        return html`<input
            ...${shared}
            type="checkbox"
            checked=${text === "true"}
            onChange=${(event) => set(String(event.target.checked))}
        />`;
    if (kind === "words")
        return html`<select ...${shared} value=${text} onChange=${type}>
            ${choices(
                words.map((word) => [String(word), String(word)]),
                text,
            )}
        </select>`;
    if (kind === "json") return html`<textarea ...${shared} rows="2" value=${text} onInput=${type}></textarea>`;
    const isNumber = kind === "number";
    return html`<input
        ...${shared}
        type="text"
        inputmode=${isNumber ? "decimal" : undefined}
        class=${isNumber ? "number" : ""}
        value=${text}
        onInput=${type}
        placeholder=${isNullable ? NULL : kind === "numbers" ? "1, 5, 30" : undefined}
        autocomplete="off"
    />`;
}
