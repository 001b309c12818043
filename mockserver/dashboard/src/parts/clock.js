// What moves the clock: the buttons of the header, the line for now, and the key `n`.

import { api } from "../core/api.js";
import { plural } from "../core/format.js";
import { refreshClock } from "../core/live.js";
import { signal } from "../core/ui.js";
import { attempt, notify } from "./notices.js";

export const advancing = signal(false);

/** Advance the clock: `{by}`, `{to}` or `{until}`. Says what happened, if anything unusual did. */
export async function advance(how) {
    if (advancing.value) return;
    advancing.value = true;
    const result = await attempt(() => api.post("/clock/advance", how));
    advancing.value = false;
    refreshClock();
    if (!result) return;
    if (result.slow.length)
        notify(`${plural(result.slow.length, "webhook")} still unanswered: see Webhooks.`, { error: true });
    else if (!result.event_count && how.until) notify("Nothing is planned: no event to advance to.");
}

export const nextEvent = () => advance({ until: "next" });
export const settle = () => advance({ until: "settled" });

export async function setClock(change) {
    await attempt(() => api.patch("/clock", change));
    refreshClock();
}
