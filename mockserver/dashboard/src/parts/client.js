// Requests that the page sends as a client of a provider would.

import { asClient } from "../core/api.js";
import { html, signal } from "../core/ui.js";

export const clientKey = signal("dashboard"); // any key is accepted, unless the server was started with --api-key

/** Send a request to a provider with its kind of key. An error has the provider's message. */
export async function sendAs(provider, { method, path, body }, headers = {}) {
    const { header, prefix } = provider.authentication;
    const answer = await asClient(method, path, { body, headers: { [header]: prefix + clientKey.value, ...headers } });
    if (!answer.ok)
        throw Object.assign(new Error(`${provider.title} answers ${answer.status}: ${messageIn(answer.text)}`), {
            answer,
        });
    return answer;
}

/** The message in a provider's error, whatever its shape; else the whole text. */
export function messageIn(text) {
    try {
        const { error, message, detail } = JSON.parse(text);
        return message ?? error?.message ?? detail ?? (typeof error === "string" ? error : text);
    } catch {
        return text;
    }
}

export function ClientKey() {
    return html`<label>API key <input value=${clientKey.value} autocomplete="off" onInput=${(event) => (clientKey.value = event.target.value)} /></label>`;
}
