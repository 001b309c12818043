// A picture that the server draws (SVG). Its style sheet is adopted by a shadow root: the page allows no inline styles.

import { api } from "../core/api.js";
import { html, useLayoutEffect, useRef } from "../core/ui.js";
import { useLoaded } from "./components.js";

export function Graph({ path, query, version }) {
    const [text, error] = useLoaded(() => api.text(path, query), [path, JSON.stringify(query), version]);
    const host = useRef(null);
    useLayoutEffect(() => {
        if (text) show(host.current, text);
    }, [text]);
    if (error) return html`<p class="dim">${error}</p>`;
    return html`<div class="graph" ref=${host}></div>`;
}

const STYLE = /<style>([\s\S]*?)<\/style>/g;
const OWN_STYLE =
    "svg { display: block; max-width: 100%; height: auto; border-radius: 6px; margin: 0 auto; } svg .page { fill: none; }";

function sheetOf(rules) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
    return sheet;
}

function show(host, text) {
    const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
    const rules = [];
    const bare = text.replace(STYLE, (_, rule) => (rules.push(rule), ""));
    root.adoptedStyleSheets = [...rules, OWN_STYLE].map(sheetOf);
    root.replaceChildren(new DOMParser().parseFromString(bare, "image/svg+xml").documentElement);
}
