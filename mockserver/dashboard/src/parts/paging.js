// The pages of a log of the server, kept up to date for as long as a view shows them.

import { api, world } from "../core/api.js";
import { onChange } from "../core/live.js";
import { useEffect, useMemo, useRef } from "../core/ui.js";
import { EMPTY, Pages } from "./pages.js";

const reader =
    ({ path, list, slim, query }) =>
    async (place) => {
        const page = await api.get(path, { ...query, ...place });
        return { rows: page[list].map(slim), next: page.next, count: page.count };
    };

/** The rows of a log and what reads more: {rows, next, loaded, error, older, load}. `kind` is the kind of events that
 *  tell of new rows; those with an `id` tell that this row has changed. */
export function usePages({ path, list, slim, query, kind }) {
    const pages = useMemo(
        () => new Pages(reader({ path, list, slim, query })),
        [path, JSON.stringify(query), world.value],
    );
    const last = useRef(EMPTY); // stays on the page until the answer to another question is there
    useEffect(() => {
        pages.load();
        const stop = onChange((what, data) => {
            if (what === "reload") pages.load();
            if (what !== kind) return;
            if (data.id) pages.changed.add(data.id);
            pages.refresh();
        });
        return () => {
            stop();
            pages.ended = true;
        };
    }, [pages]);
    const state = pages.state.value;
    if (state.loaded || state.error) last.current = state;
    return { ...last.current, older: pages.older, load: pages.load };
}
