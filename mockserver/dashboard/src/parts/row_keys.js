// The keys of a list beside what is open in it: j and k move, Enter opens, Escape closes.

import { useState } from "../core/ui.js";
import { useKeys } from "./keys.js";

/** Returns the key of the selected row: the open one, else the one that the keys have marked. `show(key)` opens a row,
 *  `close()` what is open. */
export function useRowKeys({ rows, keyOf, open, show, close }) {
    const [marked, mark] = useState(null);
    const selected = open ?? marked;
    const move = (by) => {
        const index = rows.findIndex((row) => keyOf(row) === selected);
        const next = rows[index < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, index + by))];
        if (!next) return false;
        (open == null ? mark : show)(keyOf(next));
        return true;
    };
    useKeys((key) => {
        if (key === "j") return move(1);
        if (key === "k") return move(-1);
        if (key === "Enter" && marked != null && open == null) return (show(marked), true);
        if (key === "Escape" && open != null) return (mark(open), close(), true);
        return false;
    });
    return selected;
}
