// What the page tells its user for a while: that something is done, or went wrong.

import { html, signal } from "../core/ui.js";

const NOTICE_TIME = 6000; // ms that a notice stays; errors stay until they are closed

const notices = signal([]);
let counted = 0;

/** Tell the user something, for a while. */
export function notify(text, { error = false } = {}) {
    const id = ++counted;
    notices.value = [...notices.value.slice(-3), { id, text, error }];
    if (!error) setTimeout(() => closeNotice(id), NOTICE_TIME);
}

const closeNotice = (id) => (notices.value = notices.value.filter((notice) => notice.id !== id));

/** Do what a button asks for. What goes wrong is shown. Returns the result, or undefined after an error. */
export async function attempt(work) {
    try {
        return await work();
    } catch (error) {
        if (error.name !== "AbortError") notify(error.message, { error: true });
        return undefined;
    }
}

export function Notices() {
    return html`<div class="notices" role="status" aria-live="polite">
        ${notices.value.map(
            ({ id, text, error }) => html`<p key=${id} class=${error ? "notice is-error" : "notice"}>
                <span>${text}</span><button class="plain" aria-label="close" onClick=${() => closeNotice(id)}>×</button>
            </p>`,
        )}
    </div>`;
}
