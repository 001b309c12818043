// View: scenarios.
import { html } from "./ui.js";

export const Scenarios = () => html`<main></main>`;
