// Parts of forms.

import { html } from "./ui.js";

/** Words that a text field with this `list` offers. */
export const Suggestions = ({ id, values }) =>
    html`<datalist id=${id}>${values.map((value) => html`<option key=${value} value=${value}></option>`)}</datalist>`;
