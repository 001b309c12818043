// The outcome of a delivery and its attempts.

import { fullTime, instant, milliseconds, plural, preciseTime, pretty } from "../core/format.js";
import { html } from "../core/ui.js";
import { StatusChip } from "./messages.js";

const SHOWN = 8; // dots in a row
const CLASSES = {
    delivered: "is-ok",
    failed: "is-failed",
    refused: "is-failed",
    lost: "is-lost",
    pending: "is-pending",
    sending: "is-pending",
};
const SHAPES = { delivered: "✓", failed: "✕", refused: "⊘", lost: "∅", pending: "…", sending: "→" };
export const OUTCOMES = {
    pending: "Not yet due, or waiting for its turn.",
    sending: "In flight: the receiver has not answered yet.",
    delivered: "Answered with 2xx.",
    failed: "Given up after the last attempt.",
    lost: "Lost on purpose, because of a planned fault.",
    refused: "Not sent: the host is not allowed.",
};

export const OutcomeChip = ({ outcome }) =>
    html`<span class=${`chip ${CLASSES[outcome]}`} title=${OUTCOMES[outcome]}
        ><span aria-hidden="true">${SHAPES[outcome]}</span> ${outcome}</span
    >`;

const succeeded = ({ status }) => status >= 200 && status < 300;

/** The attempts of a delivery in order, each as a dot; an empty one for the next. */
export function Dots({ delivery }) {
    const { attempts, next_at: next } = delivery;
    const failed = attempts.filter((attempt) => !succeeded(attempt)).length;
    const text = `${plural(attempts.length, "attempt")}${failed ? `, ${failed} failed` : ""}`;
    return html`<span class="dots" role="img" aria-label=${text} title=${text}>
        ${attempts.length > SHOWN && html`<small>+${attempts.length - SHOWN}</small>`}
        ${attempts.slice(-SHOWN).map((attempt) => html`<i class=${succeeded(attempt) ? "is-ok" : "is-failed"}></i>`)}
        ${next && html`<i class="is-next"></i>`}
    </span>`;
}

export function Attempts({ delivery }) {
    const { attempts, next_at: next } = delivery;
    return html`<ol class="attempts">
        ${attempts.map((attempt, index) => html`<${Attempt} key=${index} attempt=${attempt} number=${index + 1} />`)}
        ${
            next &&
            html`<li class="dim"><b>${attempts.length + 1}</b> <time class="mono">${preciseTime(instant(next))}</time> planned</li>`
        }
    </ol>`;
}

function Attempt({ attempt, number }) {
    const at = instant(attempt.at);
    return html`<li>
        <b>${number}</b>
        <time class="mono" title=${fullTime(at)}>${preciseTime(at)}</time>
        ${attempt.error ? html`<span class="chip is-failed">error</span>` : html`<${AnswerChip} attempt=${attempt} />`}
        <span class="dim mono">${milliseconds(attempt.duration_ms)}</span>
        <span class="text">${attempt.error}</span>
        ${attempt.answer && html`<pre class="json">${pretty(attempt.answer)}</pre>`}
    </li>`;
}

/** A receiver's status: what is not 2xx is a failure. */
const AnswerChip = ({ attempt }) =>
    succeeded(attempt)
        ? html`<${StatusChip} status=${attempt.status} />`
        : html`<span class="chip is-failed">${attempt.status}</span>`;
