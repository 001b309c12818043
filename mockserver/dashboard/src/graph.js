// A picture that the server draws (SVG). Its style sheet is adopted by a shadow root: the page allows no inline styles.

import { api } from "./api.js";
import { html, useLayoutEffect, useRef } from "./ui.js";
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

function show(host, text) {
    const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
    const picture = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
    const rules = [...picture.querySelectorAll("style")].map((style) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(style.textContent);
        style.remove();
        return sheet;
    });
    const own = new CSSStyleSheet();
    own.replaceSync("svg { display: block; max-width: 100%; height: auto; border-radius: 6px; margin: 0 auto; }");
    root.adoptedStyleSheets = [...rules, own];
    root.replaceChildren(picture);
}
