// Buttons that drive a call by hand: only those that fit its phase. Its later plan is replaced.

import { api } from "../core/api.js";
import { providers } from "../core/live.js";
import { html, useState } from "../core/ui.js";
import { ClientKey, sendAs } from "../parts/client.js";
import { Action, Dialog } from "../parts/components.js";

const BEFORE = ["dialling", "ringing"];
const OPEN = ["placed", "held", "waiting", "dialling", "ringing", "talking", "paused"];
const ANSWERERS = ["human", "voicemail", "IVR", "unknown", "ios-screening-filter"];
const ENDERS = ["user", "agent", "system"];

export function Controls({ call }) {
    const [asking, setAsking] = useState(null);
    const provider = providers.value.find((each) => each.name === call.provider);
    const drive = (verb, body) => api.post(`/calls/${encodeURIComponent(call.id)}/${verb}`, body);
    const close = () => setAsking(null);
    const ask = (name) => () => setAsking(name);
    const cancel = provider?.calls.cancel;
    const dialogs = {
        say: html`<${Say} drive=${drive} onClose=${close} />`,
        fail: html`<${Fail} drive=${drive} reasons=${provider?.dial_errors ?? []} onClose=${close} />`,
        hangup: html`<${HangUp} drive=${drive} onClose=${close} />`,
        transfer: html`<${Transfer} drive=${drive} onClose=${close} />`,
        answer: html`<${Answer} drive=${drive} onClose=${close} />`,
        cancel: html`<${Cancel} call=${call} provider=${provider} onClose=${close} />`,
    };
    return html`<div class="controls" role="group" aria-label="drive this call">
        ${BEFORE.includes(call.phase) && html`<${Action} onAction=${() => drive("answer", { by: "human" })}>answer<//><button onClick=${ask("answer")}>answered by…</button><button onClick=${ask("fail")}>fail with…</button>`}
        ${call.phase === "talking" && html`<button onClick=${ask("say")}>say…</button><button onClick=${ask("hangup")}>hang up…</button><button onClick=${ask("transfer")}>transfer…</button>`}
        ${cancel && OPEN.includes(call.phase) && html`<button onClick=${ask("cancel")} title=${`${cancel.method} ${cancel.path}`}>cancel as client</button>`}
        ${asking && dialogs[asking]}
    </div>`;
}

const choices = (values) =>
    values.map((value) => html`<option key=${value} value=${value}>${value.replaceAll("_", " ")}</option>`);

const Say = ({
    drive,
    onClose,
}) => html`<${Dialog} title="Say something" submit="say" onClose=${onClose} onSubmit=${(fields) => drive("say", fields)}>
    <p class="dim">The planned rest of the conversation is replaced: the call goes on until it is hung up.</p>
    <label>who <select name="who">${choices(["user", "agent"])}</select></label>
    <label>text <textarea name="text" rows="3" required autofocus></textarea></label>
<//>`;

const Fail = ({
    drive,
    reasons,
    onClose,
}) => html`<${Dialog} title="Let the dial fail" submit="fail" onClose=${onClose} onSubmit=${(fields) => drive("fail", fields)}>
    <p class="dim">A provider that retries will dial again.</p>
    <label>reason <select name="reason" autofocus>${choices(reasons)}</select></label>
<//>`;

const Answer = ({
    drive,
    onClose,
}) => html`<${Dialog} title="Answer the call" submit="answer" onClose=${onClose} onSubmit=${(fields) => drive("answer", fields)}>
    <label>answered by <select name="by" autofocus>${ANSWERERS.map((value) => html`<option key=${value}>${value}</option>`)}</select></label>
<//>`;

function HangUp({ drive, onClose }) {
    const send = ({ by, summary, outputs }) =>
        drive("hangup", { by, ...(summary && { summary }), ...(outputs.trim() && { outputs: parsed(outputs) }) });
    return html`<${Dialog} title="Hang up" submit="hang up" onClose=${onClose} onSubmit=${send}>
        <label>by <select name="by" autofocus>${choices(ENDERS)}</select></label>
        <label>summary <input name="summary" placeholder="optional" /></label>
        <label>outputs, as JSON <textarea name="outputs" rows="2" placeholder='optional: {"interested": true}'></textarea></label>
    <//>`;
}

function parsed(text) {
    try {
        return JSON.parse(text);
    } catch (error) {
        throw new Error(`The outputs are not JSON: ${error.message}`);
    }
}

const Transfer = ({
    drive,
    onClose,
}) => html`<${Dialog} title="Transfer the call" submit="transfer" onClose=${onClose} onSubmit=${(fields) => drive("transfer", fields)}>
    <label>to (E.164) <input name="to" required placeholder="+12125550199" autofocus /></label>
<//>`;

function Cancel({ call, provider, onClose }) {
    const { method, path } = provider.calls.cancel;
    const target = path.replace("{id}", encodeURIComponent(call.id));
    return html`<${Dialog} title="Cancel as the client would" submit="send" onClose=${onClose} onSubmit=${() => sendAs(provider, { method, path: target })}>
        <p>This sends the client's own request:</p>
        <pre>${method} ${target}</pre>
        <${ClientKey} />
    <//>`;
}
