// View: requests.
import { html } from "./ui.js";

export const Requests = () => html`<main></main>`;
