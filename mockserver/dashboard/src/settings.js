// View: settings.
import { html } from "./ui.js";

export const Settings = () => html`<main></main>`;
