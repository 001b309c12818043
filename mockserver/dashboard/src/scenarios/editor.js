// An editor for scenarios in YAML. While one writes, the server checks the text: what is wrong is shown at its line.

import { api } from "../core/api.js";
import { plural } from "../core/format.js";
import { go } from "../core/routes.js";
import { html, useEffect, useLayoutEffect, useRef, useState } from "../core/ui.js";
import { Action, useLoaded } from "../parts/components.js";
import { notify } from "../parts/notices.js";
import { Preview } from "./preview.js";

const QUIET = 250; // ms without a key before the text is checked
const FIRST = `version: 1
name: my-scenario
summary: Somebody answers, says a word, and hangs up.
queued: 1s
attempts:
  - ringing: 3s
    answered_by: human
    talk:
      - agent: Hello, this is Sarah from Acme.
      - user: Not now, goodbye.
    ended_by: user
`;

export function Editor({ name, again }) {
    const [source, error] = useLoaded(
        () => (name ? api.text(`/scenarios/${encodeURIComponent(name)}/source`) : FIRST),
        [name],
    );
    if (error) return html`<p class="padded is-error">${error}</p>`;
    return source === undefined
        ? html`<p class="padded dim">loading…</p>`
        : html`<${Text} key=${name} source=${source} again=${again} />`;
}

function Text({ source, again }) {
    const [text, setText] = useState(source);
    const [checked, setChecked] = useState(null);
    const [previewed, setPreviewed] = useState(false);
    const field = useRef(null);
    useEffect(() => {
        let latest = true;
        const timer = setTimeout(async () => {
            const result = await api
                .yaml("/scenarios/check", text)
                .catch((problem) => ({ valid: false, problems: [], failure: problem.message }));
            if (latest) setChecked({ ...result, text });
        }, QUIET);
        return () => ((latest = false), clearTimeout(timer));
    }, [text]);
    const current = checked?.text === text ? checked : null;
    const save = async () => {
        const { scenarios } = await api.yaml("/scenarios", text);
        notify(`Saved in this world: ${scenarios.map((each) => each.name).join(", ")}.`);
        await again();
        go(["scenarios", scenarios[0].name, "edit"], { replace: true });
    };
    return html`<div class="editor">
        <${Lines} text=${text} problems=${checked?.problems ?? []} field=${field} onText=${setText} />
        <div class="padded stack">
            <${Verdict} checked=${current} pending=${!current} onPick=${(problem) => select(field.current, text, problem)} />
            <div class="row-of">
                <${Action} class="primary" disabled=${!current?.valid} onAction=${save}>save in this world<//>
                <button disabled=${text === source} onClick=${() => setText(source)}>undo all</button>
                <button aria-pressed=${previewed} onClick=${() => setPreviewed(!previewed)}>${previewed ? "hide the preview" : "preview"}</button>
                <span class="dim">Files are not changed: copy the text into yours to keep it.</span>
            </div>
        </div>
        ${previewed && current?.valid && html`<${Preview} path="/scenarios/preview" text=${text} />`}
    </div>`;
}

/** A text field with numbered lines; those with problems are marked. */
function Lines({ text, problems, field, onText }) {
    const gutter = useRef(null);
    const count = text.split("\n").length;
    const worst = new Map();
    for (const each of problems) if (worst.get(each.line) !== "error") worst.set(each.line, each.severity);
    const follow = () => (gutter.current.scrollTop = field.current.scrollTop);
    useLayoutEffect(follow, [text]);
    const onKeyDown = (event) => {
        if (event.key !== "Tab" || event.shiftKey || event.ctrlKey || event.altKey) return;
        event.preventDefault(); // YAML knows no tabs; Escape, then Tab leaves the field
        event.target.setRangeText("  ", event.target.selectionStart, event.target.selectionEnd, "end");
        onText(event.target.value);
    };
    return html`<div class="code">
        <div class="gutter" ref=${gutter} aria-hidden="true">${Array.from({ length: count }, (_, index) => html`<span key=${index} class=${worst.has(index + 1) ? `is-${worst.get(index + 1)}` : undefined}>${index + 1}</span>`)}</div>
        <textarea ref=${field} spellcheck="false" autocapitalize="off" wrap="off" aria-label="scenario, as YAML" value=${text} onInput=${(event) => onText(event.target.value)} onScroll=${follow} onKeyDown=${onKeyDown}></textarea>
    </div>`;
}

function Verdict({ checked, pending, onPick }) {
    if (pending) return html`<p class="dim" role="status">checking…</p>`;
    if (checked.failure) return html`<p class="is-error" role="status">${checked.failure}</p>`;
    if (!checked.problems.length)
        return html`<p role="status"><span class="chip is-ok">valid</span> <span class="dim">${checked.names.join(", ")}</span></p>`;
    const errors = checked.problems.filter((each) => each.severity === "error").length;
    const warnings = checked.problems.length - errors;
    const counts = [errors && plural(errors, "error"), warnings && plural(warnings, "warning")]
        .filter(Boolean)
        .join(", ");
    return html`<div role="status">
        <p><span class=${`chip ${errors ? "is-failed" : "is-pending"}`}>${counts}</span></p>
        <ol class="problems">${checked.problems.map(
            (each) => html`<li key=${`${each.line}:${each.column}:${each.message}`}>
            <button class="plain problem-row" onClick=${() => onPick(each)}><span class=${`mono is-${each.severity}`}>line ${each.line}</span><span>${each.path && html`<code>${each.path}</code> `}${each.message}</span></button>
        </li>`,
        )}</ol>
    </div>`;
}

function select(field, text, { line, column }) {
    const lines = text.split("\n");
    const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
    const end = start - column + 1 + (lines[line - 1]?.length ?? 0);
    field.focus();
    field.setSelectionRange(start, Math.max(start, end));
    field.scrollTop = Math.max(0, (line - 4) * parseFloat(getComputedStyle(field).lineHeight));
}
