// What each setting means and which values it takes, for the form. Settings that are not here have a field by the type of
// their value. The options are those of mockserver/providers/NAME/options.py.
//
//     [kind, sentence, default]    kind: a list of words, or bool, integer, number, text, numbers, texts, map, scenario;
//                                  `?` allows null
//
// It has more than 300 lines, because it is one table.

export const SETTINGS = {
    "": {
        profile: [
            ["standard", "strict", "lenient"],
            "How requests are checked. standard: as documented, and resources that a request only refers to are made. strict: also refuses unknown fields and unknown resources. lenient: any id exists, formats are not checked.",
        ],
        seed: ["text", "The seed of ids and random values. The same seed and the same requests give the same answers."],
        default_scenario: ["scenario", "The scenario of calls for which nothing else chooses one."],
        examples: [
            ["documented", "by-id", "none"],
            "Samples from the providers' documentation. documented: lists show those with real values. by-id: all can be read by id, lists begin empty. none: there are none.",
        ],
        real_numbers: [
            ["warn", "refuse", "allow"],
            "A call to a number that could be a real person's: warn makes a finding, refuse answers 400.",
        ],
        tomorrow: [
            "bool",
            "Answer as the providers might next week: unknown fields, new words, longer ids and an unknown webhook.",
        ],
    },
    revring: {
        concurrency: ["integer?", "Outbound calls of the account at once; empty: any number.", 10],
        agent_concurrency: ["integer?", "Outbound calls of one agent at once; empty: any number.", null],
        start_status: [
            ["auto", "queued"],
            "auto: a new call is INITIATED if a line is free, else QUEUED. queued: it is always QUEUED at first.",
            "auto",
        ],
        queued_seconds: [
            "number",
            "With start_status: queued: how long a call stays QUEUED although a line is free.",
            1,
        ],
        id_style: [
            ["cuid", "uuid"],
            "Format of new ids: as in real responses, or as the documentation types them.",
            "cuid",
        ],
        error_style: [
            ["detailed", "plain"],
            'detailed: {"error": {"code", "message", "details"}}. plain: {"error": "message"}.',
            "detailed",
        ],
        created_status: [
            [200, 201],
            "HTTP status of requests that create something: POST /calls, POST /agents, …",
            201,
        ],
        cancel_finished: [
            ["conflict", "ignore"],
            "Cancelling a call that has ended: 409, or 200 with the record unchanged.",
            "conflict",
        ],
        failure_causes: [
            "bool",
            "Also set hangupCause (BUSY, NO_ANSWER, USER_DID_NOT_RESPOND) on unanswered calls, beside their errorMessage.",
            false,
        ],
        closing_order: [
            ["first", "last"],
            "Where the transcript shows the end_call of the agent: first, before its closing message, as documented, or last, after it.",
            "first",
        ],
        metrics: [
            ["filled", "empty"],
            "Whether the metrics of a conversation are filled, with keys that are not documented, or {}.",
            "filled",
        ],
        results_seconds: [
            "number",
            "How long after the end of a talk its transcript, summary and recordingUrl appear.",
            0,
        ],
        post_call_on_unanswered: [
            "bool",
            "Also send the post-call webhook for unanswered calls, as documented. By default it is not sent for them, as real clients report.",
            false,
        ],
        webhook_retries: [
            "numbers",
            "Seconds between a failed attempt of the post-call webhook and the next; empty: one attempt.",
            [],
        ],
        webhook_key: [
            "text?",
            "The x-api-key that is sent with webhooks, as documented; empty: none, as real clients see.",
            null,
        ],
        source_queued_seconds: ["number", "How long a source of a knowledge base stays queued.", 1],
        source_processing_seconds: ["number", "How long a source stays processing, before it is ready or failed.", 3],
        message_sent_seconds: ["number", "How long a message stays queued.", 0],
        message_delivered_seconds: [
            "number",
            "How long a message then stays sent, before it is delivered (or undelivered, or failed).",
            2,
        ],
        generated_text: [
            "text?",
            "The text of generated messages; empty: a text with the agent's name and the last message.",
            null,
        ],
        phone_numbers: [
            "map",
            "The numbers of the account, and the agent that answers each (E.164 → agent id); with RevRing, the dashboard assigns them.",
            {},
        ],
    },
    ringyo: {
        dialect: [
            ["reference", "guide"],
            "The dialect of responses: bare objects and cursors as on the reference pages, or {data, meta}, offsets, call_id and other statuses as in the guides.",
            "reference",
        ],
        concurrency: [
            "integer?",
            "Calls that may run at once; one more gives rate_limit_exceeded. Empty: any number.",
            null,
        ],
        plan: [
            ["trial", "starter", "pro", "agency"],
            "The plan of the account; trial and starter have no API access and get 403.",
            "pro",
        ],
        rate_table: [
            ["introduction", "api-keys"],
            "The page that sets the requests per minute of a plan: 300 (Pro) and 1,000 (Agency), or 60 and 300.",
            "introduction",
        ],
        rate_limit: ["integer?", "Requests per minute; empty: as the plan sets them.", null],
        enforce_rate: ["bool", "Whether a request beyond the rate limit gets 429 rate_limit_exceeded.", false],
        key_prefixes: ["bool", "Whether a key must begin with vb_live_, rg_live_ or rg_test_.", false],
        content_type: [
            ["body", "always"],
            "Which requests need Content-Type: application/json: those with a body, or all.",
            "body",
        ],
        credits: [
            "number?",
            "The initial credits of the account. When they are used up, POST /v1/calls gives insufficient_credits. Empty: as a fixture sets them, else unlimited.",
            null,
        ],
        credits_per_minute: ["number", "The price of each started minute of a conversation.", 1],
        credits_status: [[402, 403], "The HTTP status of insufficient_credits.", 402],
        forbidden_status: [[401, 403], "The HTTP status for a key without the necessary rights.", 403],
        forbidden_code: [
            ["unauthorized", "forbidden"],
            "The error code for a key without the necessary rights.",
            "unauthorized",
        ],
        inactive_agents: [
            "bool",
            "Whether an agent of status inactive may call; else the call gives agent_not_found.",
            true,
        ],
        delete_busy_agents: [
            "bool",
            "Whether an agent can be deleted while it has active calls; else the request gives agent_in_use.",
            false,
        ],
        agent_limit: [
            "integer?",
            "Agents that the plan allows; one more gives agent_limit_reached. Empty: any number.",
            null,
        ],
        prompt_limit: [
            "integer",
            "The longest system_prompt in characters; a longer one gives invalid_system_prompt.",
            32000,
        ],
        voices: [
            "texts?",
            "The voices that exist; others give invalid_voice_id. Empty: any voice; in profile strict, those of the documentation.",
            null,
        ],
        languages: [
            "texts?",
            "The languages that exist; others give invalid_language. Empty: any text of the form en-US.",
            null,
        ],
        webhook_limit: [
            "integer?",
            "Webhooks that the plan allows; one more gives webhook_limit_reached. Empty: any number.",
            null,
        ],
        webhook_http: [
            ["never", "loopback", "allowed", "always"],
            "Which hosts a webhook may use with plain http: none, only this machine, every host that webhooks may be sent to (this machine, its network, and those of --allow-host), or any host.",
            "allowed",
        ],
        webhook_probe: [
            "bool",
            "Whether the host of a new webhook must accept connections; else the request gives url_unreachable. The timeout is 1 s of real time per address. Hosts that webhooks may not be sent to are not tried.",
            false,
        ],
        events: [
            ["both", "reference", "guide"],
            "The dialect whose events a webhook may subscribe to; others give invalid_events.",
            "both",
        ],
        failure_count: [["failing", "always"], "When a webhook shows its failure_count.", "failing"],
        disable_after: [
            "integer",
            "Consecutive failed attempts after which a webhook is turned off: 100 in the reference, 10 in the guide.",
            100,
        ],
        signature: [
            ["plain", "timestamped"],
            "How webhooks are signed (X-Ringyo-Signature): the body's HMAC-SHA256 in hex, or t=…,v1=… with a timestamp.",
            "plain",
        ],
        signature_time: [
            ["wall", "world"],
            "The clock of the timestamp: real time, which receivers compare it with, or the world's time.",
            "wall",
        ],
        signature_flaw: [["none", "wrong", "missing", "old"], "A deliberate defect of all signatures.", "none"],
        previous_secret: ["text?", "An old secret during a rotation: webhooks are also signed with it.", null],
        recording_seconds: [
            "number",
            "How long after the end of a call its recording is ready (call.recording.ready, recording_url). This and the next two apply to the reference's dialect; the guide's calls have all results at their end.",
            2,
        ],
        transcript_seconds: [
            "number",
            "How long after the end of a call its transcript is ready (call.transcript.ready, transcript).",
            4,
        ],
        analysis_seconds: ["number", "How long after the end of a call its analysis is ready.", 6],
        credits_low: ["number?", "The balance at which the event credits.low is sent; empty: never.", null],
        duration: [
            ["call", "talk"],
            "What duration and max_duration count: from created_at, as in the documented samples, or only the conversation.",
            "call",
        ],
        live_transcript: [
            "bool",
            "Whether include=transcript shows what has been said so far while a call is in_progress.",
            false,
        ],
        recording_url: [
            ["mock", "documented"],
            "Whether recording URLs point to the mock, which serves them, or to https://storage.ringyo.ai as documented.",
            "mock",
        ],
    },
    revox: {
        concurrency: ["integer?", "Lines of the account; empty: unlimited.", null],
        key_concurrency: ["integer?", "Lines per concurrency.key without a max; empty: unlimited.", 1],
        busy: [
            ["queue", "refuse"],
            "If every line is busy, an order waits (queued_for_calling) or gets a 429.",
            "queue",
        ],
        retry_after_seconds: ["number", "With busy: refuse: the delay after which the client shall retry.", 1],
        setup_seconds: ["number", "How long an order stays initializing.", 1],
        post_processing_seconds: ["number", "How long an order stays post_processing after a talk with a human.", 2],
        recording_seconds: ["number", "How long after the end of a talk its recording_url appears.", 0],
        transcript_seconds: [
            "number",
            "How long after the end of a talk its transcript is complete; before, attempts show what was said so far.",
            0,
        ],
        analysis_seconds: [
            "number",
            "How long after the end of a talk its structured_output, outcome and summary appear.",
            0,
        ],
        cancel_running: [
            ["cut", "finish"],
            "Whether a cancel cuts the running attempt of an order or lets it finish.",
            "cut",
        ],
        conflicts: [
            "bool",
            "Return 409 for cancel, pause and resume of an ended order (default: success without effect).",
            false,
        ],
        zones: [
            ["country", "area"],
            "The zone of a number without timezone: one zone per country calling code, or the zone of the number's area.",
            "country",
        ],
        webhook_extras: ["bool", "Add metadata and structured_output to the webhook.", false],
        webhook_retries: [
            "numbers",
            "Seconds between a failed attempt of a webhook and the next; empty: a single attempt.",
            [],
        ],
        webhook_secret: [
            "text?",
            "Secret for signing webhooks (header X-Mockserver-Signature); empty: unsigned.",
            null,
        ],
        precall_timeout_seconds: ["number", "Timeout of the request to precall_lookup_url, in real seconds.", 5],
        order_statuses: [
            ["documented", "newest"],
            "The statuses of orders for clients that name no version: the seven of docs.getrevox.com, or all of SDK 0.5.0.",
            "documented",
        ],
        api_version: [
            ["0.0.3", "0.1.1", "0.2.0", "0.3.0", "0.4.0", "0.5.0", null],
            "The version of requests without X-Stainless-Package-Version; empty: the newest, unless the request has fields of an older one.",
            null,
        ],
    },
};
