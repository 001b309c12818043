// JSON values as text, with the lines that differ from an earlier value marked.

import { html } from "../core/ui.js";

/** A JSON value. With `before`, the lines that differ from it are marked. */
export function Json({ value, before }) {
    const lines = JSON.stringify(value, null, 2)?.split("\n") ?? [];
    if (before === undefined) return html`<pre class="json">${lines.join("\n")}</pre>`;
    const old = JSON.stringify(before, null, 2)?.split("\n") ?? [];
    const changed = changedLines(lines.map(bare), old.map(bare));
    return html`<pre class="json">${lines.map((line, index) =>
        changed.has(index) ? html`<ins>${line}${"\n"}</ins>` : `${line}\n`,
    )}</pre>`;
}

/** A line without the comma, which only says that another one follows. */
const bare = (line) => line.replace(/,$/, "");

/** Numbers of the lines that are not in `old`: what a longest common subsequence leaves. */
export function changedLines(lines, old) {
    let start = 0;
    while (start < lines.length && start < old.length && lines[start] === old[start]) start += 1;
    let end = 0;
    const most = Math.min(lines.length, old.length) - start;
    while (end < most && lines[lines.length - 1 - end] === old[old.length - 1 - end]) end += 1;
    const mine = lines.slice(start, lines.length - end);
    const other = old.slice(start, old.length - end);
    const changed = new Set(mine.map((_, index) => start + index));
    if (mine.length * other.length > 4_000_000) return changed;
    const width = other.length + 1;
    const length = new Uint16Array((mine.length + 1) * width);
    for (let i = mine.length - 1; i >= 0; i -= 1)
        for (let k = other.length - 1; k >= 0; k -= 1)
            length[i * width + k] =
                mine[i] === other[k]
                    ? length[(i + 1) * width + k + 1] + 1
                    : Math.max(length[(i + 1) * width + k], length[i * width + k + 1]);
    for (let i = 0, k = 0; i < mine.length && k < other.length; ) {
        if (mine[i] === other[k]) {
            changed.delete(start + i);
            i += 1;
            k += 1;
        } else if (length[(i + 1) * width + k] >= length[i * width + k + 1]) i += 1;
        else k += 1;
    }
    return changed;
}
