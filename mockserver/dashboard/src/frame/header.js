// The header: the world, its clock and what moves it, the views, the connection. Always in reach.

import { connection, world } from "../core/api.js";
import { dateOf, dayOf, duration, fullTime, instant } from "../core/format.js";
import { clock, failure, problems, refreshWorlds, virtualNow, worlds } from "../core/live.js";
import { enterWorld, link, route } from "../core/routes.js";
import { html, useSignal } from "../core/ui.js";
import { advance, advancing, nextEvent, setClock, settle } from "../parts/clock.js";
import { Dialog, useTicks } from "../parts/components.js";
import { showHelp } from "../parts/keys.js";

const STEPS = [
    ["1s", "+1 s"],
    ["1m", "+1 min"],
    ["1h", "+1 h"],
];
const MODES = {
    real: "time passes",
    manual: "stopped until advanced",
    step: "moves with each read of a call",
    auto: "jumps to the next event",
};
const TICK = 200; // ms

export function Header() {
    return html`<header>
        <a class="brand" href=${link(["calls"])}>mockserver</a>
        <${WorldChoice} />
        <${Clock} />
        <${Steps} />
        <${Connection} />
        <${Views} />
    </header>`;
}

function WorldChoice() {
    const asking = useSignal(false);
    const choose = (event) => {
        if (event.target.value) enterWorld(event.target.value);
        else asking.value = true;
        event.target.value = world.value;
    };
    const names = [...new Set([...worlds.value, world.value])].sort();
    return html`<label class="world"
        ><span>world</span>
        <select aria-label="world" value=${world.value} onChange=${choose} onFocus=${refreshWorlds}>
            ${names.map((name) => html`<option key=${name} value=${name} selected=${name === world.value}>${name}</option>`)}
            <option value="">other…</option>
        </select>
        ${
            asking.value &&
            html`<${Dialog}
            title="Enter a world"
            submit="enter"
            onClose=${() => (asking.value = false)}
            onSubmit=${async ({ name }) => enterWorld(name)}
        >
            <p>A world is an isolated account with its own clock, calls and settings. One that does not exist is made.</p>
            <label>name <input name="name" required pattern="[A-Za-z0-9._\\-]+" maxlength="64" autofocus /></label>
        <//>`
        }
    </label>`;
}

function Clock() {
    const now = useSignal(virtualNow());
    useTicks(() => {
        const next = virtualNow();
        if (Math.floor(next / 1000) !== Math.floor(now.peek() / 1000)) now.value = next;
    }, TICK);
    const state = clock.value;
    if (!state) return html`<div class="clock"><time>--- --:--:--</time><small> </small></div>`;
    const moment = state.mode === "real" ? Math.max(now.value, state.now) : state.now;
    const rate = state.mode === "real" && state.rate !== 1 ? ` × ${state.rate}` : "";
    return html`<div class="clock">
        <time datetime=${new Date(moment).toISOString()} title=${fullTime(moment)}>${dayOf(moment)}</time>
        <small><span>${dateOf(moment)} UTC</span> · <span title=${MODES[state.mode]}>${state.mode}${rate}</span> · <${Next} now=${moment} /></small>
    </div>`;
}

function Next({ now }) {
    const { next, waits } = clock.value;
    if (waits) return html`<b class="is-waiting">${waits}</b>`;
    if (!next) return html`<span>nothing planned</span>`;
    const span = duration(Math.max(0, Math.ceil((instant(next.at) - now) / 1000) * 1000));
    const text = next.description ?? next.event;
    return html`<span title=${`${next.provider ?? ""} ${next.call ?? ""}`}>next in ${span}: <b>${text}</b></span>`;
}

function Steps() {
    const state = clock.value;
    const off = !state || advancing.value;
    const running = state?.mode === "real" || state?.mode === "auto";
    return html`<div class="steps" role="group" aria-label="clock">
        <button class="primary" disabled=${off} onClick=${nextEvent} title="advance to the next event (n)">next event</button>
        ${STEPS.map(([by, text]) => html`<button key=${by} disabled=${off} onClick=${() => advance({ by })}>${text}</button>`)}
        <button disabled=${off} onClick=${settle} title="until all calls have ended and everything is delivered">settle</button>
        <button disabled=${!state} onClick=${() => setClock({ mode: running ? "manual" : "real" })}>${running ? "pause" : "run"}</button>
    </div>`;
}

const CONNECTION = { live: "live", connecting: "connecting…", lost: "reconnecting…" };

function Connection() {
    const state = connection.value;
    return html`<span class=${`live is-${state}`} role="status" title=${failure.value || undefined}>
        <i aria-hidden="true"></i>${failure.value && state === "live" ? "cannot load" : CONNECTION[state]}
        <button class="small plain" onClick=${showHelp} aria-label="keys" title="keys (?)">?</button>
    </span>`;
}

function Views() {
    const current = route.value.path[0];
    const { requests, webhooks } = problems.value;
    const views = [
        ["calls", "Calls"],
        ["requests", "Requests", requests, "findings and requests without a route"],
        ["webhooks", "Webhooks", webhooks, "failed"],
        ["faults", "Faults"],
        ["scenarios", "Scenarios"],
        ["settings", "Settings"],
    ];
    return html`<nav class="views" aria-label="views">
        ${views.map(
            ([
                name,
                text,
                count,
                noun,
            ]) => html`<a key=${name} href=${link([name])} aria-current=${current === name ? "page" : undefined}
                >${text}${count ? html` <b class="count" title=${`${count} ${noun}`}>${count}</b>` : ""}</a
            >`,
        )}
        <a class="button" href=${link(["place"])} aria-current=${current === "place" ? "page" : undefined}>place a call</a>
    </nav>`;
}
