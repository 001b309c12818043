// The page: header, views, and where to find them.
//
//     api.js      the control API, the event stream       live.js    what is known of the world, kept up to date
//     routes.js   the address                             clock.js   the header's clock
//     calls.js    the list of calls    call.js  one call    timeline.js  drawn over time    axis.js  time that folds
//     requests.js, webhooks.js, faults.js, scenarios.js, place.js, settings.js   the other views

import { Calls } from "./calls/calls.js";
import { tokenWanted } from "./core/api.js";
import { start } from "./core/live.js";
import { route } from "./core/routes.js";
import { html, render } from "./core/ui.js";
import { Faults } from "./faults/faults.js";
import { Header } from "./frame/header.js";
import { TokenForm } from "./frame/token.js";
import { Help, listenToKeys } from "./parts/keys.js";
import { Notices } from "./parts/notices.js";
import { Requests } from "./requests/requests.js";
import { PlaceCall } from "./scenarios/place.js";
import { Scenarios } from "./scenarios/scenarios.js";
import { Settings } from "./settings/settings.js";
import { Webhooks } from "./webhooks/webhooks.js";

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
