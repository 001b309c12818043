// The program under test: places calls at Ringyo and receives its webhooks. It knows nothing about the simulator.

import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import { setTimeout as pause } from "node:timers/promises";

const EVENTS = ["started", "ringing", "answered", "completed", "failed"].map((name) => `call.${name}`);
const RETRIED = new Set([429, 500, 502, 503, 504]);

/** Ringyo refused a request. */
export class Refused extends Error {
  constructor(status, body) {
    super(`Ringyo responded with ${status}: ${body}`);
    this.status = status;
  }
}

/** A client of Ringyo. It repeats requests that failed on the way, or with a status that may pass. */
export class Ringyo {
  /**
   * @param {object} account
   * @param {string} account.baseUrl
   * @param {string} account.apiKey
   * @param {number} [account.retries] how often a request is repeated
   * @param {number} [account.delay] milliseconds before the first repetition; it doubles each time
   */
  constructor({ baseUrl, apiKey, retries = 3, delay = 500 }) {
    Object.assign(this, { baseUrl, apiKey, retries, delay });
  }

  /** Place a call. `orderId` identifies it, so that a repeated request does not call the person twice. */
  place({ orderId, agent, number }) {
    const headers = { "Idempotency-Key": orderId };
    return this.#send("POST", "/calls", { headers, body: { agent_id: agent, phone_number: number } });
  }

  /** Return a call. */
  get(id) {
    return this.#send("GET", `/calls/${encodeURIComponent(id)}`);
  }

  /** Return all calls, newest first. */
  async list() {
    return (await this.#send("GET", "/calls")).data;
  }

  /** Let Ringyo send the events of calls to a URL, signed with this secret. */
  subscribe(url, secret) {
    return this.#send("POST", "/webhooks", { body: { url, secret, events: EVENTS } });
  }

  async #send(method, path, { headers = {}, body } = {}) {
    for (let attempt = 0; ; attempt += 1) {
      const response = await this.#attempt(method, path, headers, body).catch((error) => error);
      if (response.ok) {
        return response.json();
      }
      const mayPass = response instanceof Error || RETRIED.has(response.status);
      if (!mayPass || attempt === this.retries) {
        throw response instanceof Error ? response : new Refused(response.status, await response.text());
      }
      await pause(this.delay * 2 ** attempt);
    }
  }

  #attempt(method, path, headers, body) {
    return fetch(this.baseUrl + path, {
      method,
      headers: { Authorization: `Bearer ${this.apiKey}`, "Content-Type": "application/json", ...headers },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    });
  }
}

/**
 * Return an HTTP server that receives the webhooks of Ringyo.
 *
 * @param {string} secret
 * @param {(event: object) => void} onEvent is called with each event whose signature is right
 */
export function webhookServer(secret, onEvent) {
  return createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    const body = Buffer.concat(chunks); // the bytes as received: JSON that is written again has another signature
    response.statusCode = isSigned(body, secret, request.headers["x-ringyo-signature"] ?? "") ? 200 : 401;
    try {
      if (response.statusCode === 200) {
        onEvent(JSON.parse(body));
      }
    } catch {
      response.statusCode = 500; // Ringyo sends the webhook again
    }
    response.end();
  });
}

function isSigned(body, secret, signature) {
  const expected = Buffer.from(createHmac("sha256", secret).update(body).digest("hex"));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
