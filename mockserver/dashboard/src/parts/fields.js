// Parts of forms.

import { html } from "../core/ui.js";

/** The options of a select: [value, text]. */
export const choices = (pairs, current) =>
    pairs.map(
        ([value, text]) => html`<option key=${value} value=${value} selected=${value === current}>${text}</option>`,
    );

/** Words that a text field with this `list` offers. */
export const Suggestions = ({ id, values }) =>
    html`<datalist id=${id}>${values.map((value) => html`<option key=${value} value=${value}></option>`)}</datalist>`;
