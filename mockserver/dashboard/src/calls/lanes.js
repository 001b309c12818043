// What a timeline draws, from a call of the control API, its requests and its deliveries.
//
//     call.timeline ─► dials (spans by phase), conversation, tools, results     requests, deliveries ─► marks
//
// Pure functions. An item has `at`, `until` (spans only), `kind` (its colour), `label`, `title`, `planned`, and `target`:
// the tab and the row that tell more.

import { instant } from "../core/format.js";

const PER_CHARACTER = 55; // ms to say it, roughly
const SHORTEST_TURN = 700; // ms
const BEGINS = {
    placed: ["queued", "placed"],
    due: ["queued", "queued"],
    held: ["waiting", ""],
    waiting: ["waiting", "waits for a line"],
    paused: ["waiting", "paused"],
    resumed: ["waiting", "resumed"],
    dialled: ["dialling", "dials"],
    ringing: ["ringing", "rings"],
    answered: ["talking", ""],
    shown: ["shown", ""],
};
const RUNNING = ["dialling", "ringing", "talking", "transferred"]; // spans of a dial, which goes on while the call is paused
const ALWAYS = ["dials", "conversation", "webhooks"];

/** The events of a call with their times as numbers, and `words` that describe each; without those of webhooks. */
export function eventsOf(call) {
    const rows = call.timeline.filter((row) => row.event !== "webhook");
    return rows.map((row, index) => ({
        ...row,
        number: index + 1,
        ms: instant(row.at),
        words: row.description ?? row.event,
    }));
}

export function lanesOf(call, requests, now) {
    const events = eventsOf(call);
    const lanes = [
        { name: "dials", items: dials(events, now) },
        { name: "conversation", items: turns(events) },
        { name: "tools", items: marksOf(events, "tool_used", "tool", (row) => row.name) },
        { name: "results", items: marksOf(events, "ready", "result", (row) => row.result) },
        { name: "requests", items: requests.map(requestMark) },
        { name: "webhooks", items: call.webhooks.flatMap(deliveryMarks) },
        {
            name: "faults",
            items: [
                ...requests.filter((each) => each.fault).map(requestFault),
                ...call.webhooks.filter((each) => each.faults.length).map(deliveryFault),
            ],
        },
    ];
    for (const { items } of lanes) items.sort((one, other) => one.at - other.at);
    return lanes.filter((lane) => lane.items.length || ALWAYS.includes(lane.name));
}

/** Every instant that must be on the axis. */
export function instantsOf(lanes, now) {
    return [now, ...lanes.flatMap((lane) => lane.items.flatMap((item) => [item.at, item.until ?? item.at]))];
}

function dials(events, now) {
    const items = [];
    let open = null;
    let answered = false;
    const begin = (row, kind, label) => {
        if (open && row.ms > open.at) items.push(...splitAt(now, { ...open, until: row.ms }));
        open = kind && {
            kind,
            label,
            at: row.ms,
            title: row.words,
            planned: row.planned,
            target: ["events", row.number],
        };
    };
    for (const row of events) {
        if (row.event === "dialled" || row.event === "answered") answered = row.event === "answered";
        if ((row.event === "paused" || row.event === "resumed") && RUNNING.includes(open?.kind)) continue;
        if (row.event in BEGINS) {
            const [kind, label] = BEGINS[row.event];
            begin(row, kind, label || spanLabel(row));
        } else if (row.event === "detected" && open) {
            open.label = talker(row.by);
        } else if (row.event === "transferred" && open) {
            begin(row, "transferred", `talks to ${row.to}`);
        } else if (["ended", "cancelled", "closed"].includes(row.event)) {
            begin(row, row.event === "ended" ? "wrapping" : null, "results");
            if (row.event !== "closed") items.push(endOf(row, answered));
        }
    }
    if (open && open.kind !== "wrapping")
        items.push(...splitAt(now, { ...open, until: Math.max(now, events.at(-1).ms + 1000) }));
    return items;
}

const talker = (by) => (by === "human" ? "a person talks" : by);

function spanLabel(row) {
    if (row.event === "answered") return talker(row.by);
    if (row.event === "held") return row.why ?? row.words; // retry, calling window, …
    return row.event === "shown" ? row.word : row.words;
}

function endOf(row, answered) {
    const label = (row.reason ?? row.event).replaceAll("_", " ");
    const kind = answered && row.event === "ended" ? "end" : "failed";
    return {
        kind,
        label,
        at: row.ms,
        until: row.ms,
        title: row.words,
        planned: row.planned,
        target: ["events", row.number],
    };
}

/** The past part of a span is solid, the planned part faded. */
function splitAt(now, span) {
    if (span.until <= now) return [{ ...span, planned: false }];
    if (span.at >= now) return [{ ...span, planned: true }];
    return [
        { ...span, until: now, planned: false },
        { ...span, at: now, planned: true, label: "" },
    ];
}

function turns(events) {
    return events
        .filter((row) => row.event === "said")
        .map((row) => {
            const next = events.find((other) => other.ms > row.ms)?.ms ?? Infinity;
            const until = row.ms + Math.min(Math.max(SHORTEST_TURN, row.text.length * PER_CHARACTER), next - row.ms);
            return {
                kind: `who-${row.who}`,
                at: row.ms,
                until,
                label: row.text,
                title: `${row.who}: ${row.text}`,
                planned: row.planned,
                target: ["conversation", row.number],
            };
        });
}

function marksOf(events, name, kind, label) {
    const rows = events.filter((row) => row.event === name);
    return rows.map((row) => ({
        kind,
        at: row.ms,
        label: label(row),
        title: row.words,
        planned: row.planned,
        target: ["events", row.number],
    }));
}

function requestMark(record) {
    const failed = record.status == null || record.status >= 400;
    const title = `${record.method} ${record.path} → ${record.status ?? "no answer"} ${record.operation ?? "matches no route"}`;
    return {
        kind: failed ? "request-failed" : "request",
        at: instant(record.at),
        label: "",
        title,
        planned: false,
        target: ["requests", record.id],
    };
}

function deliveryMarks(delivery) {
    const common = { chain: delivery.id, target: ["webhooks", delivery.id] };
    const marks = delivery.attempts.map((each, index) => ({
        ...common,
        kind: each.status >= 200 && each.status < 300 ? "webhook" : "webhook-failed",
        at: instant(each.at),
        label: index ? "" : delivery.event,
        title: `${delivery.event}, attempt ${index + 1} → ${each.error || each.status}`,
        planned: false,
    }));
    if (!delivery.next_at) return marks;
    const title = `${delivery.event}, attempt ${marks.length + 1} follows`;
    return [
        ...marks,
        {
            ...common,
            kind: "webhook",
            at: instant(delivery.next_at),
            label: marks.length ? "" : delivery.event,
            title,
            planned: true,
        },
    ];
}

function requestFault(record) {
    const label = faultKind(record.fault);
    const title = `planned fault ${label} on ${record.method} ${record.path}`;
    return { kind: "fault", at: instant(record.at), label, title, planned: false, target: ["requests", record.id] };
}

function deliveryFault(delivery) {
    const label = delivery.faults.join(", ");
    const title = `planned fault of the webhook ${delivery.event}: ${label}`;
    return { kind: "fault", at: instant(delivery.at), label, title, planned: false, target: ["webhooks", delivery.id] };
}

/** The kind in what the journal says of a fault: `f1 error` or `header error`. */
export const faultKind = (fault) => fault.split(/[\s:]+/).at(-1);
