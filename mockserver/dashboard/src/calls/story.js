// The tab of a call with the scenario that it plays: its graph with the state that the call is in, and its YAML.

import { api } from "../core/api.js";
import { link } from "../core/routes.js";
import { html } from "../core/ui.js";
import { Copy, useLoaded } from "../parts/components.js";
import { Graph } from "../parts/graph.js";

export function CallScenario({ call }) {
    const name = encodeURIComponent(call.scenario);
    const [text, error] = useLoaded(() => api.text(`/scenarios/${name}/source`), [call.scenario]);
    return html`<div class="two-columns">
        <div class="padded">
            <${Graph} path=${`/scenarios/${name}/diagram.svg`} query=${{ provider: call.provider, call: call.id }} version=${call} />
        </div>
        <div class="padded stack">
            <div class="row-of"><h3>${call.scenario}</h3>
            <span class="spread row-of">${text && html`<${Copy} text=${text} />`}<a class="button small" href=${link(["scenarios", call.scenario])}>open</a></span></div>
            ${error ? html`<p class="dim">${error}</p>` : html`<pre class="json">${text}</pre>`}
        </div>
    </div>`;
}
