// The faults of API answers: what each does, which values it needs, and ready-made rules.

/** What the client gets, when the fault can act, and the fields of the form that belong to it. */
export const KINDS = {
    error: {
        does: "An error in the provider's own shape, or with any body.",
        fields: ["status", "body", "retry_after"],
    },
    rate_limit: { does: "The provider's 429, with the headers that its clients read.", fields: ["retry_after"] },
    not_found: {
        does: "The provider's 404 for an id that exists: always, or for the first seconds of its life.",
        fields: ["for_first"],
    },
    timeout: { does: "Nothing. The connection stays open until the client gives up." },
    reset: {
        does: "A reset connection (TCP RST): at once, or after the headers and so many bytes of the body.",
        fields: ["at"],
    },
    empty: { does: "A closed connection, without a byte." },
    garbage: { does: "Bytes that are not HTTP, then a closed connection." },
    cut: {
        does: "Headers with the full Content-Length, half of the body or so many bytes, then a closed connection.",
        fields: ["at"],
        after: true,
    },
    delay: { does: "The answer, some real time later. Virtual time does not move by it.", fields: ["for"] },
    dribble: { does: "The answer in small pieces, over some real time.", fields: ["for"], after: true },
    malformed_json: { does: "The first two thirds of the body.", after: true },
    wrong_content_type: { does: "The right body with the content type text/html.", after: true },
    stale: { does: "The previous answer to the same request once more. It fires only if there was one.", after: true },
};

/** The fields of the form. */
export const FIELDS = {
    status: { label: "status", placeholder: "500", type: "number", min: 400, max: 599 },
    retry_after: { label: "retry after", placeholder: "1s", hint: "2s, 500ms" },
    for_first: { label: "for the first", placeholder: "always", hint: "2s of the life of the resource" },
    at: { label: "after", placeholder: "half", hint: "bytes of the body: 20, 1KiB" },
    for: {
        label: "for",
        placeholder: "1500ms",
        hint: "real time: 1500ms, 1s..3s, lognormal(200ms, 0.5)",
        required: true,
    },
    body: { label: "body", placeholder: "the provider's own error", hint: "JSON or text" },
};

export const OFTEN = {
    always: "every request",
    first: "the first … requests",
    nth: "only the … one",
    every: "every … one",
};

export const PRESETS = [
    ["Answer 503 twice", { fault: "error", status: "503", often: "first", count: "2" }],
    ["429 with Retry-After", { fault: "rate_limit", retry_after: "2s", often: "first", count: "1" }],
    [
        "Drop the connection after the call was created",
        { fault: "reset", when: "after", often: "first", count: "1", creates: true },
    ],
    ["Cut the body", { fault: "cut", often: "first", count: "1" }],
    ["Slow answers", { fault: "delay", for: "lognormal(200ms, 0.5)" }],
];

export const EMPTY = {
    fault: "error",
    provider: "",
    operation: "",
    when: "before",
    often: "always",
    count: "1",
    chance: "",
    from: "",
    to: "",
    times: "",
    optional: false,
    plan: "",
    method: "",
    path: "",
    status: "",
    retry_after: "",
    for_first: "",
    at: "",
    for: "",
    body: "",
};

/** The rule that the form describes, with the keys of the API and without what is not given. */
export function ruleOf(draft) {
    const { fault, when, often, count, chance, from, to, times, optional } = draft;
    const kind = KINDS[fault];
    const rule = { fault };
    for (const key of ["provider", "operation", "method", "path"]) if (draft[key].trim()) rule[key] = globs(draft[key]);
    if (when === "after" && !kind.after) rule.when = when;
    for (const key of kind.fields ?? []) if (draft[key].trim()) rule[key] = fieldValue(key, draft[key].trim());
    if (often !== "always") rule[often] = numberOf(count);
    if (chance) rule.chance = numberOf(chance);
    if (from || to) rule.between = [from || "0s", to];
    if (times) rule.times = numberOf(times);
    if (optional) rule.optional = true;
    return rule;
}

/** The body of `POST /faults`. */
export const bodyOf = (draft) =>
    draft.plan.trim() ? { plan: draft.plan.trim(), faults: [ruleOf(draft)] } : ruleOf(draft);

function globs(text) {
    const parts = text.split(/[\s,]+/).filter(Boolean);
    return parts.length === 1 ? parts[0] : parts;
}

/** A number, or the text as it is, about which the server complains. */
const numberOf = (text) => (/^\d+(\.\d*)?$|^\.\d+$/.test(text) ? Number(text) : text);

function fieldValue(key, text) {
    if (key === "status" || key === "at") return numberOf(text);
    if (key !== "body") return text;
    try {
        return JSON.parse(text);
    } catch {
        return text;
    }
}
