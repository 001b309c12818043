// The time axis: properties over random instants, and the rules for folds.

import assert from "node:assert/strict";
import { test } from "node:test";
import { axis, clearOfFolds, stretches, ticks } from "../../../mockserver/dashboard/src/parts/axis.js";
import { cases } from "./random.js";

const FOLD = 46;
const MONDAY = Date.UTC(2026, 0, 5, 15);
const SCALES = [1, 50, 1000, 60_000, 3_600_000, 86_400_000];

/** Instants that lie close together and far apart. */
function instantsOf({ integer, pick, list }) {
    let at = pick([0, MONDAY, -MONDAY]);
    return list(integer(2, 25), () => (at += integer(0, 20) * pick(SCALES)));
}

/** An axis with room for its folds, and the width that was asked for. */
function anyLine(draw) {
    const instants = instantsOf(draw);
    const width = FOLD * instants.length + draw.integer(100, 4000);
    return { instants, width, line: axis(instants, width) };
}

test("an instant's x leads back to the instant", () => {
    cases(400, (draw) => {
        const { line } = anyLine(draw);
        for (const share of draw.list(20, draw.real)) {
            const at = line.start + share * (line.end - line.start);
            assert.ok(Math.abs(line.at(line.x(at)) - at) <= 1e-6 * (line.end - line.start), `${at}`);
            const x = share * line.width;
            assert.ok(
                Math.abs(line.x(line.at(x)) - x) < 0.01 + line.scale * 1e-3, // an instant is a double
                `x ${x} of ${line.width}`,
            );
        }
    });
});

test("later is further to the right", () => {
    cases(400, (draw) => {
        const { instants, line } = anyLine(draw);
        const sorted = [...new Set(instants)].sort((one, other) => one - other);
        for (let index = 1; index < sorted.length; index += 1)
            assert.ok(line.x(sorted[index]) > line.x(sorted[index - 1]), `${sorted[index - 1]} and ${sorted[index]}`);
        const xs = draw.list(20, () => draw.real() * line.width).sort((one, other) => one - other);
        for (let index = 1; index < xs.length; index += 1) assert.ok(line.at(xs[index]) >= line.at(xs[index - 1]));
    });
});

test("it is as wide as asked, from the first instant to the last", () => {
    cases(400, (draw) => {
        const { instants, width, line } = anyLine(draw);
        const [start, end] = [Math.min(...instants), Math.max(...instants)];
        assert.deepEqual([line.start, line.end], [start, end]);
        if (start === end) return assert.equal(line.width, 0);
        assert.ok(Math.abs(line.width - width) < 1e-6 * width, `${line.width} instead of ${width}`);
        assert.equal(line.x(start), 0);
        return assert.ok(Math.abs(line.x(end) - width) < 1e-6 * width);
    });
});

test("folded stretches have the fixed width, all others one scale; they follow each other without a gap", () => {
    cases(400, (draw) => {
        const { line } = anyLine(draw);
        let x = 0;
        let at = line.start;
        for (const part of line.parts) {
            assert.deepEqual([part.x, part.start], [x, at]);
            if (part.folded) assert.equal(part.width, FOLD);
            else assert.ok(Math.abs(part.width / (part.end - part.start) / line.scale - 1) < 1e-9);
            x += part.width;
            at = part.end;
        }
        assert.equal(at, line.end);
    });
});

test("a stretch is folded if it is long, and longer than all shorter ones together", () => {
    cases(400, (draw) => {
        const { line } = anyLine(draw);
        for (const part of line.parts.filter(({ folded }) => folded)) {
            const length = part.end - part.start;
            assert.ok(length > 30_000, `${length} ms are folded`);
            const kept = line.parts
                .filter((each) => !each.folded)
                .reduce((sum, each) => sum + each.end - each.start, 0);
            assert.ok(kept > 0);
        }
    });
    const [second, hour] = [1000, 3_600_000];
    const folds = (instants) => stretches(instants).map(({ start, end, folded }) => [start, end, folded]);
    assert.deepEqual(folds([0, second, hour]), [
        [0, second, false],
        [second, hour, true],
    ]);
    assert.deepEqual(folds([0, 20 * second, 50 * second]), [[0, 50 * second, false]], "30 s are not long");
    assert.deepEqual(folds([0, 20 * second, 51 * second]), [
        [0, 20 * second, false],
        [20 * second, 51 * second, true],
    ]);
    assert.deepEqual(folds([0, 40 * second, 80 * second]), [[0, 80 * second, false]], "not longer than the other");
    assert.deepEqual(folds([hour, 0]), [[0, hour, false]], "the only stretch is never folded");
    assert.deepEqual(folds([second, second]), []);
});

test("what is outside is at the ends", () => {
    const line = axis([1000, 5000, 9000], 800);
    assert.deepEqual([line.x(0), line.x(20_000), line.at(-5), line.at(900)], [0, 800, 1000, 9000]);
    const point = axis([MONDAY], 800);
    assert.deepEqual([point.x(MONDAY), point.at(30), point.width, point.end], [0, MONDAY, 0, MONDAY]);
});

test("ticks are round, in their places, and do not overlap", () => {
    cases(400, (draw) => {
        const { line } = anyLine(draw);
        const space = draw.integer(40, 120);
        const found = ticks(line, space);
        const round = found.map(({ at }) => at);
        assert.deepEqual(
            round,
            [...new Set(round)].sort((one, other) => one - other),
        );
        for (const [index, { at, x }] of found.entries()) {
            assert.equal(Math.abs(at % 100), 0, `${at} is not round`);
            assert.ok(Math.abs(line.x(at) - x) < 0.01, `the tick at ${at} is at ${x}, not at ${line.x(at)}`);
            if (index)
                assert.ok(x - found[index - 1].x >= space * 0.8, `${x - found[index - 1].x} px between two ticks`);
            const part = line.parts.find((each) => each.folded && each.start < at && at < each.end);
            assert.equal(part, undefined, "a tick lies in a fold");
        }
    });
});

test("there is a tick wherever there is room for one", () => {
    const line = axis([0, 10_000], 1000);
    assert.deepEqual(
        ticks(line, 84).map(({ at, x }) => [at, Math.round(x)]),
        Array.from({ length: 11 }, (_, index) => [index * 1000, index * 100]),
    );
});

test("a tick keeps clear of the length above a fold", () => {
    const line = axis([0, 10_000, 3_600_000, 3_610_000], 646);
    const [before, fold] = line.parts;
    assert.deepEqual([before.width, fold.x, fold.width], [300, 300, FOLD]);
    const isClear = clearOfFolds(line);
    assert.deepEqual(
        [270, 269, 376, 377].map((x) => isClear({ x })),
        [false, true, false, true],
    );
});
