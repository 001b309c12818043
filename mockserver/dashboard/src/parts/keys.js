// The keyboard: keys that work everywhere, and those that a view adds for as long as it is shown.

import { go } from "../core/routes.js";
import { html, signal, useEffect, useRef } from "../core/ui.js";
import { nextEvent } from "./clock.js";
import { Dialog } from "./components.js";

const helpShown = signal(false);
const handlers = []; // of views, the latest first
const GO = { c: "calls", r: "requests", w: "webhooks", f: "faults", s: "scenarios", e: "settings", p: "place" };
const KEYS = [
    ["/", "filter the list"],
    ["j, k", "next and previous row"],
    ["Enter", "open the row"],
    ["Escape", "close what is open"],
    ["n", "advance the clock to the next event"],
    ["g, then c r w f s e", "go to calls, requests, webhooks, faults, scenarios, settings"],
    ["g, then p", "place a call"],
    ["+, -, 0", "zoom the timeline; show all of it"],
    ["?", "these keys"],
];
let going = false;

/** Let a view handle keys: `handle(key)` returns whether it used the key. */
export function useKeys(handle) {
    const latest = useRef(handle);
    latest.current = handle;
    useEffect(() => {
        const own = (key) => latest.current(key);
        handlers.unshift(own);
        return () => handlers.splice(handlers.indexOf(own), 1);
    }, []);
}

export function listenToKeys() {
    addEventListener("keydown", (event) => {
        const typing = event.target.closest("input, textarea, select, [contenteditable]");
        if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
        if (typing) {
            if (event.key === "Escape") event.target.blur();
            return;
        }
        if (event.key === "Enter" && event.target.closest("button, a, summary")) return;
        if (use(event.key)) event.preventDefault();
    });
}

function use(key) {
    if (going) {
        going = false;
        if (GO[key]) go([GO[key]]);
        return true;
    }
    if (key === "g") return (going = true);
    if (key === "?") return (helpShown.value = true);
    if (key === "n") return (nextEvent(), true);
    if (key === "/") return focusFilter();
    return handlers.some((handle) => handle(key));
}

function focusFilter() {
    const field = document.querySelector("input[type=search]");
    field?.focus();
    field?.select();
    return Boolean(field);
}

export function Help() {
    if (!helpShown.value) return null;
    const close = () => (helpShown.value = false);
    return html`<${Dialog} title="Keys" onClose=${close} onSubmit=${async () => {}} submit="close">
        <dl class="keys">${KEYS.map(([key, does]) => html`<dt><kbd>${key}</kbd></dt><dd>${does}</dd>`)}</dl>
    <//>`;
}

export const showHelp = () => (helpShown.value = true);
