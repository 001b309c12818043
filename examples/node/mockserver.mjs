// Runs mockserver for tests in Node.js: one server for all tests, one world for each test. Copy this file.
//
//     startServer() ──► server.world(name) ──► world.baseUrl(provider), world.apiKey   for your client
//                                              world.advance("2m"), world.addFaults(…) for your test
//
// If MOCKSERVER_URL is set, that server is used, such as a container. Otherwise `mockserver serve` runs as a child
// process on a free port. It needs Node.js 20 and no package from npm.

import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";

/** Where each provider is on the server. */
const PATHS = { revring: "/revring/v1", ringyo: "/ringyo/v1", revox: "/revox/api" };

/** The virtual time at which each world begins: a Monday, so that no calling window makes a call wait. */
const MONDAY = "2026-01-05T15:00:00Z";

/**
 * Start a server, or use the one at MOCKSERVER_URL, and wait until it is ready.
 *
 * @param {object} [options]
 * @param {string} [options.command] the command to run, by default `mockserver` from the PATH
 * @param {string[]} [options.args] more options of `mockserver serve`, such as `["--scenarios", "scenarios"]`
 * @param {number} [options.timeout] milliseconds to wait until it is ready
 * @returns {Promise<Server>} close it at the end
 */
export async function startServer({ command = "mockserver", args = [], timeout = 30_000 } = {}) {
  const running = process.env.MOCKSERVER_URL;
  const signal = AbortSignal.timeout(timeout);
  if (running) {
    const url = running.replace(/\/+$/, "");
    await untilHealthy(url, signal);
    return new Server(url);
  }
  const child = spawn(command, ["serve", "--port", "0", "--quiet", ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const kill = () => child.kill();
  process.once("exit", kill); // also after a failed test or an exception
  child.once("exit", () => process.off("exit", kill));
  try {
    const url = await readUrl(child, command, signal);
    await untilHealthy(url, signal);
    for (const part of [child, child.stdout, child.stderr]) {
      part.unref(); // a test that forgets to close the server still ends
    }
    return new Server(url, child);
  } catch (error) {
    kill();
    throw error;
  }
}

/** A running server. */
export class Server {
  #child;

  constructor(url, child) {
    this.url = url;
    this.#child = child;
  }

  /**
   * Make a new world: an isolated account whose clock stands still until the test advances it.
   *
   * @param {string} name a hint for logs, such as the name of the test
   * @returns {Promise<World>}
   */
  async world(name = "test") {
    const hint = name.replace(/[^A-Za-z0-9._-]+/g, "-").slice(0, 40);
    const world = new World(this.url, `${hint}-${randomUUID().slice(0, 8)}`);
    await world.admin("PATCH", "clock", { mode: "manual", now: MONDAY });
    await world.admin("PATCH", "settings", { examples: "by-id" }); // lists begin empty
    return world;
  }

  /** Stop the server, unless it ran before. */
  async close() {
    this.#child?.ref();
    if (this.#child?.exitCode === null && this.#child.kill()) {
      await once(this.#child, "exit");
    }
  }
}

/** An isolated account of all providers, with calls, a clock, faults and webhooks of its own. */
export class World {
  constructor(url, name) {
    this.url = url;
    this.name = name;
    this.apiKey = `any-key~${name}`; // the part after ~ selects the world
  }

  /** Return the base URL of a provider: `revring`, `ringyo` or `revox`. */
  baseUrl(provider) {
    if (!(provider in PATHS)) {
      throw new Error(`There is no provider '${provider}'; choose one of ${Object.keys(PATHS).join(", ")}.`);
    }
    return this.url + PATHS[provider];
  }

  /** Return the virtual time. */
  async now() {
    return new Date((await this.admin("GET", "clock")).now);
  }

  /** Advance the clock by a duration such as `"30s"` or `"2h"`; returns after all webhooks on the way are answered. */
  advance(by) {
    return this.admin("POST", "clock/advance", { by });
  }

  /** Advance the clock until all calls have ended and all webhooks are delivered. */
  settle() {
    return this.admin("POST", "clock/advance", { until: "settled" });
  }

  /** Let the next calls play these scenarios, one each. */
  play(...names) {
    return this.admin("POST", "scenarios/next", { names });
  }

  /** Add rules for faults of answers, such as `{ fault: "error", status: 503, operation: "calls.get", first: 2 }`. */
  addFaults(...rules) {
    return this.admin("POST", "faults", rules);
  }

  /** Return the rules with their accounting: `matched`, `fired`, `left`, `requests`. */
  async faults() {
    return (await this.admin("GET", "faults")).faults;
  }

  /** Return the calls, oldest first. */
  async calls() {
    return (await this.admin("GET", "calls")).calls;
  }

  /** Return the log of webhooks, each with its attempts. */
  async webhooks() {
    return (await this.admin("GET", "webhooks")).webhooks;
  }

  /** Return the requests of the client, oldest first; `query` filters, such as `{ operation: "calls.create" }`. */
  async requests(query = {}) {
    return (await this.admin("GET", `requests?${new URLSearchParams(query)}`)).requests;
  }

  /** Delete the world. */
  close() {
    return this.admin("DELETE", `worlds/${this.name}`);
  }

  /**
   * Send a request to the control API of this world.
   *
   * @param {string} method
   * @param {string} path behind `/__admin/`
   * @param {unknown} [body] becomes JSON
   * @throws {Error} the server refused the request; the message says why
   */
  async admin(method, path, body) {
    const headers = { "Content-Type": "application/json", "X-Mockserver-World": this.name };
    if (process.env.MOCKSERVER_ADMIN_TOKEN) {
      headers["X-Mockserver-Token"] = process.env.MOCKSERVER_ADMIN_TOKEN;
    }
    const response = await fetch(`${this.url}/__admin/${path}`, { method, headers, body: JSON.stringify(body) });
    const answer = await response.json();
    if (!response.ok) {
      throw new Error(`${method} /__admin/${path}: ${response.status} ${answer.error.message}`);
    }
    return answer;
  }
}

/** Return the URL that the server prints in its line `Ready: URL (…)`. */
function readUrl(child, command, signal) {
  return new Promise((resolve, reject) => {
    let output = "";
    let log = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      output += text;
      const url = /^Ready: (\S+) /m.exec(output)?.[1];
      if (url) {
        resolve(url);
      }
    });
    child.stderr.setEncoding("utf8").on("data", (text) => (log += text));
    child.once("error", ({ code }) =>
      reject(new Error(`${command} cannot be started (${code}). Install it: pip install voice-mockserver`)),
    );
    child.once("close", (status) => reject(new Error(`${command} serve ended with status ${status}:\n${log}`)));
    signal.addEventListener("abort", () => reject(new Error(`${command} serve was not ready in time:\n${log}`)));
  });
}

/** Wait until the server answers; a container may need some seconds. */
async function untilHealthy(url, signal) {
  for (;;) {
    try {
      const response = await fetch(`${url}/__admin/health`, { signal });
      if (response.ok) {
        return;
      }
    } catch {
      // not listening yet
    }
    if (signal.aborted) {
      throw new Error(`${url} did not answer in time. Is mockserver running there?`);
    }
    await pause(100);
  }
}
