// View: webhooks.
import { html } from "./ui.js";

export const Webhooks = () => html`<main></main>`;
