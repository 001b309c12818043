// What a view shows of the world although no event of the stream tells that it has changed.

import { onChange } from "../core/live.js";
import { useEffect, useRef } from "../core/ui.js";

/** Load something again when the world changes as a whole, or when one comes back to this tab: a command line or another
 *  tab may have changed it. */
export function useReload(again) {
    const latest = useRef(again);
    latest.current = again;
    useEffect(() => {
        const load = () => latest.current();
        addEventListener("focus", load);
        const stop = onChange((kind) => kind === "reload" && load());
        return () => (removeEventListener("focus", load), stop());
    }, []);
}
