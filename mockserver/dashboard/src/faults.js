// View: faults.
import { html } from "./ui.js";

export const Faults = () => html`<main></main>`;
