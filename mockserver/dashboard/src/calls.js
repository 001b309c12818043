// View: calls.
import { html } from "./ui.js";

export const Calls = () => html`<main></main>`;
