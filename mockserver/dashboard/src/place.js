// View: place.
import { html } from "./ui.js";

export const PlaceCall = () => html`<main></main>`;
