// The clock of the world, its snapshots, its reset and its end.

import { api, world } from "../core/api.js";
import { fullTime, iso } from "../core/format.js";
import { clock, refreshClock, refreshWorlds } from "../core/live.js";
import { enterWorld } from "../core/routes.js";
import { html, useRef, useState } from "../core/ui.js";
import { Action } from "../parts/components.js";
import { choices } from "../parts/fields.js";
import { saveFile } from "../parts/files.js";
import { attempt, notify } from "../parts/notices.js";

const MODES = {
    real: "Time passes by itself, so many virtual seconds a second as the rate says.",
    manual: "Time is stopped until it is advanced.",
    step: "Time is stopped, but each read of a call that has not ended advances to its next change of status.",
    auto: "Time jumps to the next event whenever nothing is in flight.",
};
const KEEP = {
    scenarios: "scenarios, their default and queue",
    settings: "settings",
    clock: "the clock: mode, rate and time",
    journal: "the journal of requests",
    faults: "planned faults of API answers, counted anew",
};

export function ClockForm() {
    const state = clock.value;
    const [mode, setMode] = useState(null);
    const [error, setError] = useState("");
    if (!state) return null;
    const chosen = mode ?? state.mode;
    const send = async (event) => {
        event.preventDefault();
        const fields = new FormData(event.target);
        const now = fields.get("now").trim();
        try {
            await api.patch("/clock", { mode: chosen, rate: Number(fields.get("rate")), ...(now && { now }) });
            setError("");
            setMode(null);
            event.target.elements.now.value = "";
            refreshClock();
            notify("The clock is set.");
        } catch (problem) {
            setError(problem.message);
        }
    };
    return html`<form class="card block" onSubmit=${send} aria-label="clock">
        <h2>Clock</h2>
        <label class="field"
            ><span>mode</span
            ><select value=${chosen} onChange=${(event) => setMode(event.target.value)}>
                ${choices(
                    Object.keys(MODES).map((name) => [name, name]),
                    chosen,
                )}
            </select>
            <small class="dim">${MODES[chosen]}</small></label
        >
        <label class="field"
            ><span>rate</span><input name="rate" type="number" min="0" step="any" defaultValue=${state.rate} />
            <small class="dim">Virtual seconds per real second, in mode real.</small></label
        >
        <label class="field"
            ><span>now</span><input name="now" placeholder=${iso(state.now)} autocomplete="off" />
            <small class="dim"
                >Empty: unchanged. A later time processes all events on the way. An earlier one is possible only if
                nothing has happened yet; otherwise reset the world.</small
            ></label
        >
        ${error && html`<p class="problem" role="alert">${error}</p>`}
        <p><button class="primary">set the clock</button></p>
    </form>`;
}

export function WorldTools() {
    return html`<${Snapshot} /><${Reset} /><${Delete} />`;
}

function Snapshot() {
    const [journal, setJournal] = useState(false);
    const file = useRef(null);
    const save = async () => {
        saveFile(await api.blob("/snapshot", journal ? { journal: true } : {}), `${world.value}.json`);
    };
    const load = async ({ target }) => {
        const [chosen] = target.files;
        if (
            !chosen ||
            !confirm(`Replace the world ${world.value} by ${chosen.name}? Its calls, webhooks and settings are lost.`)
        )
            return;
        const done = await attempt(async () => (await api.putText("/snapshot", await chosen.text())) ?? true);
        target.value = "";
        if (done) notify(`The world is now that of ${chosen.name}.`);
    };
    return html`<section class="card block" aria-label="snapshot">
        <h2>Snapshot</h2>
        <p class="dim">
            A snapshot is the whole world as JSON: calls, documents, scenarios, settings, clock, webhooks. Loaded later,
            or by another server, the world continues where it was. It contains the secrets that sign webhooks.
        </p>
        <label
            ><input type="checkbox" checked=${journal} onChange=${(event) => setJournal(event.target.checked)} /> with
            the journal of requests</label
        >
        <div class="row-of">
            <${Action} onAction=${save}>save to a file<//>
            <button type="button" onClick=${() => file.current.click()}>load a file…</button>
            <input
                ref=${file}
                type="file"
                accept=".json,application/json"
                class="visually-hidden"
                tabindex="-1"
                aria-label="snapshot file"
                onChange=${load}
            />
        </div>
    </section>`;
}

function Reset() {
    const [error, setError] = useState("");
    const send = async (event) => {
        event.preventDefault();
        const fields = new FormData(event.target);
        const now = fields.get("now").trim();
        if (!confirm(`Reset the world ${world.value}? Its calls and webhooks are deleted.`)) return;
        try {
            await api.post("/reset", { keep: fields.getAll("keep"), ...(now && { now }) });
            setError("");
            notify("The world begins anew.");
        } catch (problem) {
            setError(problem.message);
        }
    };
    return html`<form class="card block" onSubmit=${send} aria-label="reset">
        <h2>Reset</h2>
        <p class="dim">
            Begin a new world of the same name. Calls, documents, webhooks and sinks are deleted; what you tick stays.
        </p>
        <fieldset>
            <legend>keep</legend>
            ${Object.entries(KEEP).map(
                ([name, text]) =>
                    html`<label key=${name} class="choice"
                        ><input
                            type="checkbox"
                            name="keep"
                            value=${name}
                            defaultChecked=${name === "scenarios" || name === "settings"}
                        />
                        <span>${text}</span></label
                    >`,
            )}
        </fieldset>
        <label class="field"
            ><span>begin at</span><input name="now" placeholder="2026-01-05T15:00:00Z" autocomplete="off" />
            <small class="dim"
                >Empty: as the server was started, or the kept
                time${clock.value ? ` (${fullTime(clock.value.now)})` : ""}.</small
            ></label
        >
        ${error && html`<p class="problem" role="alert">${error}</p>`}
        <p><button class="danger">reset the world</button></p>
    </form>`;
}

function Delete() {
    const remove = async () => {
        const name = world.value;
        if (!confirm(`Delete the world ${name} with everything in it?`)) return;
        await api.delete(`/worlds/${encodeURIComponent(name)}`);
        notify(`The world ${name} is deleted.`);
        refreshWorlds();
        if (name !== "default") enterWorld("default");
    };
    return html`<section class="card block" aria-label="delete">
        <h2>Delete</h2>
        <p class="dim">
            Delete the world with its calls, webhooks, settings and journal. The next request that names it makes a new
            one.
        </p>
        <p><${Action} class="danger" onAction=${remove}>delete the world ${world.value}<//></p>
    </section>`;
}
