// The page: header, views, and where to find them.
//
//     api.js      the control API, the event stream       live.js    what is known of the world, kept up to date
//     routes.js   the address                             clock.js   the header's clock
//     calls.js    the list of calls    call.js  one call    timeline.js  drawn over time    axis.js  time that folds
//     requests.js, webhooks.js, faults.js, scenarios.js, place.js, settings.js   the other views

import { Calls } from "./calls.js";
import { Faults } from "./faults.js";
import { Header } from "./header.js";
import { Help, listenToKeys } from "./keys.js";
import { start } from "./live.js";
import { Notices } from "./components.js";
import { PlaceCall } from "./place.js";
import { Requests } from "./requests.js";
import { Scenarios } from "./scenarios.js";
import { Settings } from "./settings.js";
import { TokenForm } from "./token.js";
import { Webhooks } from "./webhooks.js";
import { html, render } from "./ui.js";
import { route } from "./routes.js";
import { tokenWanted } from "./api.js";

const VIEWS = {
    calls: Calls,
    requests: Requests,
    webhooks: Webhooks,
    faults: Faults,
    scenarios: Scenarios,
    settings: Settings,
    place: PlaceCall,
};

function Page() {
    const name = route.value.path[0];
    const View = VIEWS[name] ?? Calls;
    return html`<${Header} />
        ${tokenWanted.value ? html`<${TokenForm} />` : html`<${View} key=${name} />`}
        <${Notices} /><${Help} />`;
}

start();
listenToKeys();
render(html`<${Page} />`, document.getElementById("page"));
