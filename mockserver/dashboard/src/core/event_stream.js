// Server-sent events: messages from a stream of bytes.

/** Call `onMessage({kind, id, data})` for each message of a stream, until it ends. `id` and `data` are there if they were
 *  sent, as texts; `kind` is `message` if none was sent. */
export async function readMessages(body, onMessage) {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let buffered = "";
    for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        const parts = (buffered + value).split("\n\n");
        buffered = parts.pop();
        for (const part of parts) onMessage(message(part));
    }
}

function message(part) {
    const found = { kind: "message" };
    for (const line of part.split("\n")) {
        const colon = line.indexOf(": ");
        const name = line.slice(0, colon);
        const value = line.slice(colon + 2);
        if (name === "id") found.id = value;
        else if (name === "event") found.kind = value;
        else if (name === "data") found.data = value;
    }
    return found;
}
