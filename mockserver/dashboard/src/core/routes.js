// Where the page is: `?world=NAME#/calls/ID/tab?filter`. Links can be kept and sent to others.

import { link, routeOf } from "./address.js";
import { world, worldInAddress } from "./api.js";
import { computed, signal } from "./ui.js";

export { link } from "./address.js";

const hash = signal(location.hash);

/** The parts of the address: `path` (["calls", "ID", "tab"]) and `query`. */
export const route = computed(() => routeOf(hash.value));

/** Go to a view. With `replace`, the way back skips the present one. */
export function go(path, { query, replace = false } = {}) {
    const target = link(path, query);
    if (target === location.hash) return;
    history[replace ? "replaceState" : "pushState"](null, "", target);
    hash.value = target;
}

export function setQuery(changes) {
    go(route.value.path, { query: { ...route.value.query, ...changes }, replace: true });
}

/** Show another world, at its list of calls. */
export function enterWorld(name) {
    const query = new URLSearchParams(location.search);
    query.set("world", name);
    history.pushState(null, "", `?${query}`);
    hash.value = "";
    world.value = name;
}

addEventListener("popstate", () => {
    hash.value = location.hash;
    world.value = worldInAddress();
});
addEventListener("hashchange", () => (hash.value = location.hash));
