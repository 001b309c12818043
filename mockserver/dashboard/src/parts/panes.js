// What the logs share: a list beside what is open in it, its filter, its keys. On a phone only one of the two is shown.

import { shortId } from "../core/format.js";
import { go, link, route, setQuery } from "../core/routes.js";
import { html, useEffect, useRef, useState } from "../core/ui.js";
import { choices } from "./fields.js";
import { LongList } from "./long_list.js";
import { useRowKeys } from "./row_keys.js";

const TYPING = 250; // ms without a key before the filter is used
const WIDE = matchMedia("(min-width: 1000px)");
const BESIDE = matchMedia("(min-width: 761px)");

/** Whether the rows have the whole width of a wide page. */
export function useWide(open) {
    const [wide, setWide] = useState(WIDE.matches);
    useEffect(() => {
        const change = () => setWide(WIDE.matches);
        WIDE.addEventListener("change", change);
        return () => WIDE.removeEventListener("change", change);
    }, []);
    return wide && !open;
}

export function Panes({ list, detail, label }) {
    return html`<div class=${detail ? "panes has-detail" : "panes"}>
        <section class="pane-list" aria-label=${label}>${list}</section>
        ${detail}
    </div>`;
}

/** What is open, beside its list. `back` is the address of the list, `name` its name. */
export function Detail({ title, heading, back, name, actions, children }) {
    const node = useRef(null);
    useEffect(() => {
        if (!BESIDE.matches) node.current.focus(); // what had the focus is now behind it
    }, []);
    return html`<section class="pane-detail" aria-label=${title} tabindex="-1" ref=${node}>
        <div class="detail-head">
            <a class="back-link" href=${back}>← ${name}</a>
            <h1>${heading}</h1>
            <div class="row-of spread">
                ${actions}<a class="button small close" href=${back} aria-label="close" title="close (Escape)">×</a>
            </div>
        </div>
        ${children}
    </section>`;
}

/** The text of the filter; it is in the address as `q`. */
export function FilterField({ placeholder, label = "filter" }) {
    const query = route.value.query.q ?? "";
    const [text, setText] = useState(query);
    const timer = useRef(0);
    useEffect(() => setText(query), [query]);
    const use = (value, wait) => {
        clearTimeout(timer.current);
        timer.current = setTimeout(() => setQuery({ q: value.trim() }), wait);
    };
    const type = (event) => {
        setText(event.target.value);
        use(event.target.value, TYPING);
    };
    const enter = (event) => {
        if (event.key !== "Enter") return;
        event.preventDefault(); // it does not send the form around the filter
        use(text, 0);
    };
    useEffect(() => () => clearTimeout(timer.current), []);
    return html`<input
        type="search"
        value=${text}
        onInput=${type}
        onKeyDown=${enter}
        placeholder=${placeholder}
        aria-label=${label}
    />`;
}

/** Filters that only links set, such as `call=ID`: each can be removed. */
export function SetFilters({ names }) {
    const { query } = route.value;
    return names
        .filter((name) => query[name])
        .map(
            (name) =>
                html`<button
                    type="button"
                    key=${name}
                    class="small filter-chip"
                    title=${`remove the filter ${name}`}
                    onClick=${() => setQuery({ [name]: "" })}
                >
                    <span>${name} <b class="mono">${query[name]}</b></span
                    ><span aria-hidden="true">×</span>
                </button>`,
        );
}

/** A choice that is in the address. `options` are [value, text]. */
export function Choice({ name, label, options }) {
    const value = route.value.query[name] ?? "";
    const known = options.some(([each]) => each === value) ? options : [...options, [value, value]];
    return html`<select
        aria-label=${label}
        value=${value}
        onChange=${(event) => setQuery({ [name]: event.target.value })}
    >
        ${choices(known, value)}
    </select>`;
}

/** A virtual list with keys: j and k move, Enter opens, Escape closes.
 *  `folder` is the address of the list; `open` is the id of the open row. */
const keyOf = (row) => row.id;

export function KeyedList({ pages, rows, folder, open, label, wide, empty, row: Row }) {
    const selected = useRowKeys({
        rows,
        keyOf,
        open,
        show: (id) => go([...folder, id], { query: route.value.query, replace: open != null }),
        close: () => go(folder, { query: route.value.query }),
    });
    const shown = pages.next ? [...rows, { id: 0, last: pages.rows.length }] : rows;
    return html`<${LongList}
        rows=${shown}
        keyOf=${keyOf}
        height=${wide ? 33 : 52}
        selected=${selected}
        label=${label}
        empty=${empty}
        row=${(each) =>
            each.id === 0
                ? html`<${Older} older=${pages.older} last=${each.last} />`
                : html`<${Row}
                      value=${each}
                      selected=${each.id === selected}
                      wide=${wide}
                      to=${link([...folder, each.id], route.value.query)}
                  />`}
    />`;
}

/** The end of what is loaded: as soon as it is in view, more is. */
function Older({ older, last }) {
    const node = useRef(null);
    useEffect(() => {
        const observer = new IntersectionObserver(([entry]) => entry.isIntersecting && older());
        observer.observe(node.current);
        return () => observer.disconnect();
    }, [last, older]);
    return html`<p class="older dim" ref=${node}>loading older ones…</p>`;
}

export const CallLink = ({ call }) =>
    call && html`<a href=${link(["calls", call])} class="mono call-link" title=${`call ${call}`}>${shortId(call)}</a>`;

/** The classes of a row: in one line or two, and whatever is true. */
export function rowClass({ wide, selected, ...own }) {
    const words = Object.entries({ ...own, "is-selected": selected }).filter(([, isOn]) => isOn);
    return ["log-row", wide ? "is-wide" : "is-narrow", ...words.map(([word]) => word)].join(" ");
}

/** Label and value in two columns; rows without a value are left out. */
export function Facts({ rows }) {
    const shown = rows.filter(([, value]) => value != null && value !== "" && value !== false);
    return html`<dl class="fact-list">
        ${shown.map(
            ([name, value]) =>
                html`<dt>${name}</dt>
                    <dd>${value}</dd>`,
        )}
    </dl>`;
}
