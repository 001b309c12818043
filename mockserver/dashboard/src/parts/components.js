// Small parts that several views share.

import { html, useEffect, useLayoutEffect, useRef, useState } from "../core/ui.js";
import { attempt } from "./notices.js";

// -- texts --------------------------------------------------------------------------------------------

/** A button that does asynchronous work and cannot be pressed again meanwhile. */
export function Action({ onAction, children, ...rest }) {
    const [busy, setBusy] = useState(false);
    const run = async (event) => {
        setBusy(true);
        await attempt(() => onAction(event));
        setBusy(false);
    };
    return html`<button type="button" ...${rest} disabled=${busy || rest.disabled} onClick=${run}>${children}</button>`;
}

/** A button that puts a text into the clipboard. `text` is a string, or a function that returns one. */
export function Copy({ text, label = "copy" }) {
    const [done, setDone] = useState(false);
    const run = () =>
        attempt(async () => {
            await putIntoClipboard(typeof text === "function" ? await text() : text);
            setDone(true);
            setTimeout(() => setDone(false), 1500);
        });
    return html`<button type="button" class="small" onClick=${run}>${done ? "copied" : label}</button>`;
}

async function putIntoClipboard(text) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const field = Object.assign(document.createElement("textarea"), { value: text, className: "offscreen" });
    document.body.append(field); // without HTTPS, browsers offer only this way
    field.select();
    document.execCommand("copy");
    field.remove();
    return undefined;
}

export function Chip({ phase, failed, children }) {
    return html`<span class=${`chip phase-${failed ? "failed" : phase}`}>${children}</span>`;
}

/** What to do first, where nothing is to be seen yet. */
export function Empty({ title, children, command }) {
    return html`<div class="empty">
        <h2>${title}</h2>
        ${children}
        ${command && html`<div class="command"><pre>${command}</pre><${Copy} text=${command} /></div>`}
    </div>`;
}

// -- tabs ---------------------------------------------------------------------------------------------

/** Tabs as links. `tabs` are [name, label, count]; `to(name)` is the address of one. */
export function Tabs({ tabs, current, to, label }) {
    return html`<nav class="tabs" aria-label=${label}>
        ${tabs.map(
            ([name, text, count]) => html`<a href=${to(name)} aria-current=${name === current ? "page" : undefined}>
                ${text}${count ? html` <small>${count}</small>` : ""}</a
            >`,
        )}
    </nav>`;
}

// -- dialogs ------------------------------------------------------------------------------------------

/** A form in front of the page. `onSubmit(fields)` gets the values by name; the dialog closes if it succeeds. */
export function Dialog({ title, onClose, onSubmit, submit = "OK", children }) {
    const dialog = useRef(null);
    const [error, setError] = useState("");
    useLayoutEffect(() => {
        const before = document.activeElement;
        dialog.current.showModal();
        return () => before?.focus?.();
    }, []);
    const send = async (event) => {
        event.preventDefault();
        setError("");
        try {
            await onSubmit(Object.fromEntries(new FormData(event.target)));
            onClose();
        } catch (problem) {
            setError(problem.message);
        }
    };
    return html`<dialog ref=${dialog} aria-label=${title} onClose=${onClose}>
        <form onSubmit=${send}>
            <h2>${title}</h2>
            ${children} ${error && html`<p class="is-error" role="alert">${error}</p>`}
            <p class="buttons">
                <button type="button" onClick=${onClose}>cancel</button><button class="primary">${submit}</button>
            </p>
        </form>
    </dialog>`;
}

/** Run `tick` every `milliseconds` while the component is on the page. */
export function useTicks(tick, milliseconds) {
    useEffect(() => {
        const timer = setInterval(tick, milliseconds);
        return () => clearInterval(timer);
    }, []);
}

/** Load something now and again when `dependencies` change. Returns [value, error, load again]. A late answer to an
 *  earlier question is dropped. */
export function useLoaded(load, dependencies) {
    const [state, setState] = useState([undefined, ""]);
    const asked = useRef(0);
    const run = async () => {
        const own = ++asked.current;
        try {
            const value = await load();
            if (own === asked.current) setState([value, ""]);
        } catch (error) {
            if (own === asked.current) setState(([value]) => [value, error.message]);
        }
    };
    useEffect(() => {
        run();
        return () => (asked.current += 1);
    }, dependencies);
    return [state[0], state[1], run];
}
