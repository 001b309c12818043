// Times, durations, and command lines.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import * as format from "../../../mockserver/dashboard/src/core/format.js";
import { cases } from "./random.js";

const AT = Date.UTC(2026, 0, 5, 15, 0, 4, 250);
const [SECOND, MINUTE, HOUR, DAY] = [1000, 60_000, 3_600_000, 86_400_000];

test("instants are read to the millisecond, and written back", () => {
    assert.equal(format.instant("2026-01-05T15:00:04.250Z"), AT);
    assert.equal(format.instant("2026-01-05T15:00:04.250999Z"), AT);
    assert.equal(format.instant("2026-01-05T15:00:04Z"), AT - 250);
    assert.deepEqual([format.instant(null), format.instant(undefined)], [null, null]);
    cases(200, ({ integer }) => {
        const ms = integer(-(10 ** 13), 10 ** 13);
        assert.equal(format.instant(format.iso(ms)), ms);
    });
    assert.equal(format.iso(AT - 250), "2026-01-05T15:00:04Z");
});

test("times of day, with the day, the date and the fraction", () => {
    assert.equal(format.timeOf(AT), "15:00:04");
    assert.equal(format.dayOf(AT), "Mon 15:00:04");
    assert.equal(format.dateOf(AT), "2026-01-05");
    assert.equal(format.fullTime(AT), "2026-01-05 15:00:04.25 UTC");
    assert.equal(format.fullTime(AT - 250), "2026-01-05 15:00:04 UTC");
    assert.equal(format.preciseTime(AT + 3), "15:00:04.253");
    assert.equal(format.preciseTime(AT - 245), "15:00:04.005");
});

test("a fraction counts forwards before 1970 too", () => {
    assert.equal(format.preciseTime(-250), "23:59:59.75");
    cases(300, ({ integer }) => {
        const ms = integer(-(10 ** 12), 10 ** 12);
        const [time, digits] = new Date(ms).toISOString().slice(11, -1).split(".");
        const short = digits.replace(/0+$/, "");
        assert.equal(format.preciseTime(ms), short ? `${time}.${short}` : time);
    });
});

test("the time in a zone", () => {
    assert.equal(format.localTime(AT, "America/New_York"), "Mon 10:00:04 America/New_York");
    assert.equal(format.localTime(Date.UTC(2026, 0, 5, 0, 30), "Asia/Tokyo"), "Mon 09:30:00 Asia/Tokyo");
    assert.equal(format.localTime(Date.UTC(2026, 6, 5, 23), "Europe/Berlin"), "Mon 01:00:00 Europe/Berlin");
    assert.equal(format.localTime(Date.UTC(2026, 0, 5, 23), "Europe/Berlin"), "Tue 00:00:00 Europe/Berlin");
    for (const zone of ["", null, undefined, "Mars/Olympus"]) assert.equal(format.localTime(AT, zone), "");
});

test("durations have at most two units", () => {
    const expected = [
        [0, "0s"],
        [1, "0.001s"],
        [400, "0.4s"],
        [1000, "1s"],
        [4250, "4.3s"],
        [9949, "9.9s"],
        [12_400, "12s"],
        [59_499, "59s"],
        [59_500, "1m"],
        [90 * SECOND, "1m 30s"],
        [HOUR, "1h"],
        [90 * MINUTE, "1h 30m"],
        [HOUR + 5 * SECOND, "1h 5s"],
        [DAY + 2 * HOUR + 3 * MINUTE, "1d 2h"],
        [-90 * SECOND, "-1m 30s"],
        [-400, "-0.4s"],
    ];
    for (const [ms, text] of expected) assert.equal(format.duration(ms), text, `${ms} ms`);
});

test("a duration says how long it is, to its last unit", () => {
    const sizes = { d: DAY, h: HOUR, m: MINUTE, s: SECOND };
    cases(500, ({ integer, pick }) => {
        const ms = integer(0, 100) * pick([1, 7, SECOND, MINUTE, HOUR, DAY]) + integer(0, 999);
        const text = format.duration(ms);
        const units = text.split(" ");
        assert.ok(units.length <= 2, text);
        const sum = units.reduce((total, unit) => total + Number.parseFloat(unit) * sizes[unit.at(-1)], 0);
        const step = ms < SECOND ? 1 : ms < 10 * SECOND ? 100 : ms < DAY ? (ms < HOUR ? SECOND : MINUTE) : HOUR;
        assert.ok(Math.abs(sum - ms) <= step, `${ms} ms are written as ${text}`);
    });
});

test("how long after the beginning", () => {
    const expected = [
        [0, "0s"],
        [1500, "1.5s"],
        [45 * SECOND, "45s"],
        [MINUTE, "1:00"],
        [125 * SECOND, "2:05"],
        [59 * MINUTE + 59 * SECOND, "59:59"],
        [17 * HOUR + 54 * MINUTE + 5 * SECOND, "17:54:05"],
        [HOUR + 2 * SECOND, "1:00:02"],
    ];
    for (const [ms, text] of expected) assert.equal(format.elapsed(ms), text);
});

test("real times, plurals, ids, JSON", () => {
    assert.deepEqual([null, 0.44, 9.96, 10, 1234.6].map(format.milliseconds), [
        "",
        "0.4 ms",
        "10.0 ms",
        "10 ms",
        "1235 ms",
    ]);
    assert.deepEqual(
        [0, 1, 2, 1000].map((count) => format.plural(count, "call")),
        ["0 calls", "1 call", "2 calls", "1,000 calls"],
    );
    assert.equal(format.shortId("call_augpud30h9k1"), "call_augpud30h9k1");
    assert.equal(format.shortId("0123456789abcdefXYZ"), "01234567…fXYZ");
    assert.equal(format.shortId("0123456789abcdefXY"), "0123456789abcdefXY");
    assert.equal(format.pretty('{"a":1}'), '{\n  "a": 1\n}');
    assert.deepEqual([format.pretty("half {"), format.pretty(undefined)], ["half {", ""]);
});

/** What one shell makes of command lines: the arguments of curl in each. */
function argumentsOf(lines) {
    const script = ['curl() { printf \'%s\\0\' "$#" "$@"; }', ...lines].join("\n");
    const words = execFileSync("bash", ["-c", script], { encoding: "utf8" }).split("\0");
    return lines.map(() => words.splice(0, Number(words.shift())));
}

test("a command line says the same to a shell, whatever is in it", () => {
    const signs = [..."'\"\\ $`!*?~#&|;<>(){}[]%\n\tä€", "'\\''", "a"];
    const [lines, expected] = [[], []];
    cases(100, ({ integer, pick, list }) => {
        const text = () => list(integer(0, 8), () => pick(signs)).join("");
        const [url, value, body] = [`http://${text()}`, text(), text()];
        lines.push(format.curl("PATCH", url, { headers: { "X-Any": value }, body }));
        expected.push(["-s", "-X", "PATCH", url, "-H", `X-Any: ${value}`, "-d", body]);
    });
    assert.deepEqual(argumentsOf(lines), expected);
});

test("a command line names the method that is sent", () => {
    assert.equal(format.curl("GET", "http://x/"), "curl -s 'http://x/'");
    assert.equal(format.curl("POST", "http://x/"), "curl -s -X POST 'http://x/'");
    assert.equal(
        format.curl("GET", "http://x/", { body: "{}" }),
        "curl -s -X GET 'http://x/' -d '{}'",
        "-d alone posts",
    );
});
