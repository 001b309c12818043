// Random cases that are the same in each run: a seeded generator (mulberry32), and what the tests draw from it.

/** What draws from one seed: `real()` from [0, 1), `integer(from, to)` with both ends, `pick(values)`, `list(length, one)`. */
export function seeded(seed) {
    let state = seed >>> 0;
    const real = () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let mixed = Math.imul(state ^ (state >>> 15), state | 1);
        mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
    const integer = (from, to) => from + Math.floor(real() * (to - from + 1));
    const pick = (values) => values[integer(0, values.length - 1)];
    const list = (length, one) => Array.from({ length }, (_, index) => one(index));
    return { real, integer, pick, list };
}

/** Run `check(draw)` for many seeds. A failure names its seed. */
export function cases(count, check) {
    for (let seed = 1; seed <= count; seed += 1) {
        try {
            check(seeded(seed));
        } catch (error) {
            error.message = `seed ${seed}: ${error.message}`;
            throw error;
        }
    }
}
