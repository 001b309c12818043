// Asks for the admin token. It stays in the memory of this page: another tab, or a reload, asks again.

import { token, tokenWanted } from "../core/api.js";
import { html } from "../core/ui.js";

export function TokenForm() {
    const enter = (event) => {
        event.preventDefault();
        tokenWanted.value = false;
        token.value = new FormData(event.target).get("token").trim();
    };
    return html`<main class="centered">
        <form class="card padded" onSubmit=${enter}>
            <h2>This server has an admin token</h2>
            <p>It was started with <code>--admin-token</code>. ${token.value ? "The token that you gave is not the right one." : "Enter the token to see its calls."}</p>
            <p class="buttons">
                <input name="token" type="password" autocomplete="off" required aria-label="admin token" autofocus />
                <button class="primary">enter</button>
            </p>
            <p class="dim">It is kept in the memory of this page until you close it.</p>
        </form>
    </main>`;
}
