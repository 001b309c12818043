// Small parts that several views share.

import { html, signal, useEffect, useLayoutEffect, useRef, useState } from "./ui.js";

const NOTICE_TIME = 6000; // ms that a notice stays; errors stay until they are closed

// -- notices ------------------------------------------------------------------------------------------

const notices = signal([]);
let counted = 0;

/** Tell the user something, for a while. */
export function notify(text, { error = false } = {}) {
    const id = ++counted;
    notices.value = [...notices.value.slice(-3), { id, text, error }];
    if (!error) setTimeout(() => closeNotice(id), NOTICE_TIME);
}

const closeNotice = (id) => (notices.value = notices.value.filter((notice) => notice.id !== id));

/** Do what a button asks for. What goes wrong is shown. Returns the result, or undefined after an error. */
export async function attempt(work) {
    try {
        return await work();
    } catch (error) {
        if (error.name !== "AbortError") notify(error.message, { error: true });
        return undefined;
    }
}

export function Notices() {
    return html`<div class="notices" role="status" aria-live="polite">
        ${notices.value.map(
            ({ id, text, error }) => html`<p key=${id} class=${error ? "notice is-error" : "notice"}>
                <span>${text}</span><button class="plain" aria-label="close" onClick=${() => closeNotice(id)}>×</button>
            </p>`,
        )}
    </div>`;
}

// -- texts --------------------------------------------------------------------------------------------

/** A button that does asynchronous work and cannot be pressed again meanwhile. */
export function Action({ onAction, children, ...rest }) {
    const [busy, setBusy] = useState(false);
    const run = async (event) => {
        setBusy(true);
        await attempt(() => onAction(event));
        setBusy(false);
    };
    return html`<button type="button" ...${rest} disabled=${busy || rest.disabled} onClick=${run}>${children}</button>`;
}

/** A button that puts a text into the clipboard. `text` is a string, or a function that returns one. */
export function Copy({ text, label = "copy" }) {
    const [done, setDone] = useState(false);
    const run = () =>
        attempt(async () => {
            await putIntoClipboard(typeof text === "function" ? await text() : text);
            setDone(true);
            setTimeout(() => setDone(false), 1500);
        });
    return html`<button type="button" class="small" onClick=${run}>${done ? "copied" : label}</button>`;
}

async function putIntoClipboard(text) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const field = Object.assign(document.createElement("textarea"), { value: text, className: "offscreen" });
    document.body.append(field); // without HTTPS, browsers offer only this way
    field.select();
    document.execCommand("copy");
    field.remove();
    return undefined;
}

export function Chip({ phase, failed, children }) {
    return html`<span class=${`chip phase-${failed ? "failed" : phase}`}>${children}</span>`;
}

/** What to do first, where nothing is to be seen yet. */
export function Empty({ title, children, command }) {
    return html`<div class="empty">
        <h2>${title}</h2>
        ${children}
        ${command && html`<div class="command"><pre>${command}</pre><${Copy} text=${command} /></div>`}
    </div>`;
}

/** A JSON value. With `before`, the lines that differ from it are marked. */
export function Json({ value, before }) {
    const lines = JSON.stringify(value, null, 2)?.split("\n") ?? [];
    if (before === undefined) return html`<pre class="json">${lines.join("\n")}</pre>`;
    const changed = changedLines(lines, JSON.stringify(before, null, 2)?.split("\n") ?? []);
    return html`<pre class="json">${lines.map((line, index) =>
        changed.has(index) ? html`<ins>${line}${"\n"}</ins>` : `${line}\n`,
    )}</pre>`;
}

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

// -- tabs ---------------------------------------------------------------------------------------------

/** Tabs as links. `tabs` are [name, label, count]; `to(name)` is the address of one. */
export function Tabs({ tabs, current, to, label }) {
    return html`<nav class="tabs" aria-label=${label}>
        ${tabs.map(
            ([name, text, count]) => html`<a href=${to(name)} aria-current=${name === current ? "page" : undefined}>
                ${text}${count ? html` <small>${count}</small>` : ""}</a
            >`,
        )}
    </nav>`;
}

// -- dialogs ------------------------------------------------------------------------------------------

/** A form in front of the page. `onSubmit(fields)` gets the values by name; the dialog closes if it succeeds. */
export function Dialog({ title, onClose, onSubmit, submit = "OK", children }) {
    const dialog = useRef(null);
    const [error, setError] = useState("");
    useLayoutEffect(() => {
        const before = document.activeElement;
        dialog.current.showModal();
        return () => before?.focus?.();
    }, []);
    const send = async (event) => {
        event.preventDefault();
        setError("");
        try {
            await onSubmit(Object.fromEntries(new FormData(event.target)));
            onClose();
        } catch (problem) {
            setError(problem.message);
        }
    };
    return html`<dialog ref=${dialog} aria-label=${title} onClose=${onClose}>
        <form onSubmit=${send}>
            <h2>${title}</h2>
            ${children} ${error && html`<p class="is-error" role="alert">${error}</p>`}
            <p class="buttons">
                <button type="button" onClick=${onClose}>cancel</button><button class="primary">${submit}</button>
            </p>
        </form>
    </dialog>`;
}

// -- long lists ---------------------------------------------------------------------------------------

/** A list of rows of one height, of which only those in view exist. When rows come before the selected one (or else the
 *  first in view), it stays where it is on the screen. */
export function LongList({ rows, keyOf, height, selected, label, row, empty }) {
    const frame = useRef(null);
    const seen = useRef({ rows: [], room: 0 });
    const [view, setView] = useState({ top: 0, height: 600 });
    const onScroll = () => {
        const { scrollTop: top, clientHeight } = frame.current;
        if (top + clientHeight < seen.current.room) setRoom(top + clientHeight);
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
    const above = Math.floor(view.top / height);
    const role = rows.length ? "list" : "group"; // a list must have items
    return html`<div class="long-list">
        <div class="rows" role=${role} aria-label=${label} tabindex="-1" ref=${frame} onScroll=${onScroll}>
            ${rows.length ? "" : empty}
            <${Spacer} height=${rows.length * height}>
                ${shown.map(
                    (each, index) => html`<${Placed} key=${keyOf(each)} top=${(first + index) * height} height=${height}>
                        ${row(each)}
                    <//>`,
                )}
            <//>
        </div>
        ${above > 0 &&
        html`<button class="to-top small" onClick=${() => (frame.current.scrollTop = 0)}>↑ ${above} above</button>`}
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

/** Run `tick` every `milliseconds` while the component is on the page. */
export function useTicks(tick, milliseconds) {
    useEffect(() => {
        const timer = setInterval(tick, milliseconds);
        return () => clearInterval(timer);
    }, []);
}

/** Load something now and again when `dependencies` change. Returns [value, error, load again]. A late answer to an
 *  earlier question is dropped. */
export function useLoaded(load, dependencies) {
    const [state, setState] = useState([undefined, ""]);
    const asked = useRef(0);
    const run = async () => {
        const own = ++asked.current;
        try {
            const value = await load();
            if (own === asked.current) setState([value, ""]);
        } catch (error) {
            if (own === asked.current) setState(([value]) => [value, error.message]);
        }
    };
    useEffect(() => {
        run();
        return () => (asked.current += 1);
    }, dependencies);
    return [state[0], state[1], run];
}
