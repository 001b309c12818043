// A list of any length, of which only the rows in view exist.

import { html, useLayoutEffect, useRef, useState } from "../core/ui.js";

/** A list of rows of one height, of which only those in view exist. When rows come before the selected one (or else the
 *  first in view), it stays where it is on the screen. */
export function LongList({ rows, keyOf, height, selected, label, row, empty }) {
    const frame = useRef(null);
    const seen = useRef({ rows: [], room: 0, fresh: 0 });
    const [view, setView] = useState({ top: 0, height: 600 });
    const onScroll = () => {
        const { scrollTop: top, clientHeight } = frame.current;
        if (top + clientHeight < seen.current.room) setRoom(top + clientHeight);
        seen.current.fresh = Math.min(seen.current.fresh, Math.floor(top / height));
        setView({ top, height: clientHeight });
    };
    const setRoom = (room) => {
        seen.current.room = room; // a short list needs room below, else its rows could not stay where they are
        frame.current.querySelector(".spacer").style.minHeight = `${room}px`;
    };
    useLayoutEffect(() => {
        const observer = new ResizeObserver(onScroll);
        observer.observe(frame.current);
        return () => observer.disconnect();
    }, []);
    useLayoutEffect(() => {
        const before = seen.current.height ?? height;
        if (before !== height) frame.current.scrollTop *= height / before;
        seen.current.height = height;
    }, [height]);
    useLayoutEffect(() => {
        const moved = shift(seen.current.rows, rows, { keyOf, height, selected, frame: frame.current });
        if (moved) {
            const top = Math.max(0, frame.current.scrollTop + moved * height);
            setRoom(top + frame.current.clientHeight);
            frame.current.scrollTop = top;
            seen.current.fresh += Math.max(0, moved); // rows that have come above, and nobody has seen yet
            onScroll();
        }
        seen.current.rows = rows;
    }, [rows]);
    const index = selected == null ? -1 : rows.findIndex((each) => keyOf(each) === selected);
    useLayoutEffect(() => {
        if (index >= 0) reveal(frame.current, index, height);
    }, [selected, index >= 0]);
    const first = Math.max(0, Math.floor(view.top / height) - 6);
    const shown = rows.slice(first, first + Math.ceil(view.height / height) + 12);
    const { fresh } = seen.current;
    const role = rows.length ? "list" : "group"; // a list must have items
    return html`<div class="long-list">
        <div class="rows" role=${role} aria-label=${label} tabindex="-1" ref=${frame} onScroll=${onScroll}>
            ${rows.length ? "" : empty}
            <${Spacer} height=${rows.length * height}>
                ${shown.map(
                    (
                        each,
                        index,
                    ) => html`<${Placed} key=${keyOf(each)} top=${(first + index) * height} height=${height}>
                        ${row(each)}
                    <//>`,
                )}
            <//>
        </div>
        ${
            fresh > 0 &&
            html`<button class="to-top small" onClick=${() => (frame.current.scrollTop = 0)}>↑ ${fresh} new</button>`
        }
    </div>`;
}

function Spacer({ height, children }) {
    const node = useRef(null);
    useLayoutEffect(() => {
        node.current.style.height = `${height}px`;
    }, [height]);
    return html`<div class="spacer" ref=${node}>${children}</div>`;
}

function Placed({ top, height, children }) {
    const node = useRef(null);
    useLayoutEffect(() => {
        Object.assign(node.current.style, { transform: `translateY(${top}px)`, height: `${height}px` });
    }, [top, height]);
    return html`<div class="placed" role="listitem" ref=${node}>${children}</div>`;
}

/** By how many rows the row that must not move has moved. */
function shift(old, rows, { keyOf, height, selected, frame }) {
    if (!old.length || old === rows) return 0;
    const top = Math.floor(frame.scrollTop / height);
    const index = selected == null ? -1 : old.findIndex((each) => keyOf(each) === selected);
    const inView = index >= top && index * height < frame.scrollTop + frame.clientHeight;
    if (!inView && top === 0) return 0;
    const anchor = old[inView ? index : Math.min(top, old.length - 1)];
    const now = rows.findIndex((each) => keyOf(each) === keyOf(anchor));
    return now < 0 ? 0 : now - (inView ? index : top);
}

function reveal(frame, index, height) {
    const top = index * height;
    if (top < frame.scrollTop) frame.scrollTop = top;
    else if (top + height > frame.scrollTop + frame.clientHeight) frame.scrollTop = top + height - frame.clientHeight;
}
