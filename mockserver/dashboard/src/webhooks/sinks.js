// Sinks: built-in receivers, and what they have received.

import { api, world } from "../core/api.js";
import { fullTime, instant, plural, preciseTime } from "../core/format.js";
import { onChange } from "../core/live.js";
import { go, link } from "../core/routes.js";
import { throttled } from "../core/throttled.js";
import { html, useEffect, useMemo } from "../core/ui.js";
import { adminCommand, sinkUrl } from "../parts/commands.js";
import { Action, Copy, Empty, useLoaded } from "../parts/components.js";
import { useKeys } from "../parts/keys.js";
import { Body, Headers } from "../parts/messages.js";
import { Detail, Panes } from "../parts/panes.js";
import { useReload } from "../parts/reload.js";

const PAUSE = 700; // ms between two requests
const FOLDER = ["webhooks", "sinks"];
const SHOWN = 100; // requests of a sink on the page

/** Load now, and again after deliveries. */
function useLive(read, dependencies) {
    const [value, error, load] = useLoaded(read, dependencies);
    const refresh = useMemo(() => throttled(load, PAUSE), dependencies);
    useEffect(() => onChange((kind) => kind === "delivery" && refresh()), [refresh]);
    useReload(load);
    return [value, error, load];
}

export function Sinks({ open }) {
    const [sinks, error, load] = useLive(async () => (await api.get("/sink")).sinks, [world.value]);
    useKeys((key) => {
        if (key === "Escape" && open) return (go(FOLDER), true);
        if (key !== "j" && key !== "k") return false;
        const index = (sinks ?? []).findIndex(({ name }) => name === open) + (key === "j" ? 1 : -1);
        if (sinks?.[index]) go([...FOLDER, sinks[index].name], { replace: Boolean(open) });
        return true;
    });
    return html`<${Panes}
        label="sinks"
        list=${html`<div class="scroll padded stack sinks">
            ${error && html`<p class="problem" role="alert">${error}</p>`}
            <p class="dim">
                A sink is a receiver that is built in. Use its URL anywhere a webhook URL is wanted: it stores the last
                thousand requests and answers 200, or as the URL says: <code>?status=503&delay=3s</code>.
            </p>
            <div class="command">
                <pre>${sinkUrl("NAME")}</pre>
                <${Copy} text=${() => sinkUrl("mine")} />
            </div>
            ${sinks && !sinks.length && html`<${NoSinks} />`}
            <ul class="rules">
                ${(sinks ?? []).map(
                    (sink) =>
                        html`<li key=${sink.name} class=${sink.name === open ? "is-selected" : ""}>
                            <a
                                class="grow mono"
                                href=${link([...FOLDER, sink.name])}
                                aria-current=${sink.name === open ? "true" : undefined}
                                >${sink.name}</a
                            >
                            <span>${plural(sink.count, "request")}</span>
                            <time class="mono dim" title=${fullTime(instant(sink.last_at))}
                                >${preciseTime(instant(sink.last_at))}</time
                            >
                        </li>`,
                )}
            </ul>
        </div>`}
        detail=${open && html`<${Received} key=${open} name=${open} onCleared=${load} />`}
    />`;
}

function NoSinks() {
    const command = adminCommand("POST", "/sink/mine", { hello: "sink" });
    return html`<${Empty} title="No sink has received anything" command=${command}>
        <p>A sink needs no set-up. The first request to its URL makes it:</p>
    <//>`;
}

function Received({ name, onCleared }) {
    const [requests, error, load] = useLive(
        async () => (await api.get(`/sink/${encodeURIComponent(name)}`)).requests,
        [name],
    );
    const clear = async () => {
        await api.delete(`/sink/${encodeURIComponent(name)}`);
        await Promise.all([load(), onCleared()]);
    };
    const newest = useMemo(() => (requests ?? []).map((request, index) => [index + 1, request]).reverse(), [requests]);
    const actions = html`<${Copy} text=${sinkUrl(name)} label="copy URL" />
        <${Action} class="small danger" disabled=${!newest.length} onAction=${clear}>delete what it received<//>`;
    return html`<${Detail} title=${`sink ${name}`} name="sinks" heading=${name} back=${link(FOLDER)} actions=${actions}>
        <p class="mono target">${sinkUrl(name)}</p>
        ${error && html`<p class="problem" role="alert">${error}</p>`}
        ${requests && !newest.length && html`<p class="dim">This sink holds no requests.</p>`}
        ${newest
            .slice(0, SHOWN)
            .map(
                ([number, request]) =>
                    html`<${ReceivedRequest} key=${number} number=${number} request=${request} isOpen=${number === newest.length} />`,
            )}
        ${
            newest.length > SHOWN &&
            html`<p class="dim">These are the newest ${SHOWN} of ${plural(newest.length, "request")}.</p>`
        }
    <//>`;
}

function ReceivedRequest({ number, request, isOpen }) {
    const at = instant(request.at);
    const delivery = request.headers["x-mockserver-delivery"];
    return html`<details class="card message" open=${isOpen}>
        <summary>
            <b>${request.method}</b> <time class="mono" title=${fullTime(at)}>${preciseTime(at)}</time>${" "}
            <span class="dim">${number}${eventOf(request.body)}</span>
        </summary>
        ${delivery && html`<p><a href=${link(["webhooks", delivery])}>webhook ${delivery}</a></p>`}
        <${Headers} headers=${request.headers} />
        <${Body} text=${request.body} />
    </details>`;
}

/** The event that a body names, if it does. */
function eventOf(body) {
    const found = /"event"\s*:\s*"([^"]+)"/.exec(body.slice(0, 400));
    return found ? ` · ${found[1]}` : "";
}
