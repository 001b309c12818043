// Work that many events ask for, done only now and then.

/** Return what runs `work` at once, then again at most every `milliseconds` as long as it is wanted. */
export function throttled(work, milliseconds) {
    let wanted = false;
    let busy = false;
    async function run() {
        busy = true;
        while (wanted) {
            wanted = false;
            try {
                await work();
            } catch {
                // the connection tells, and the next event tries again
            }
            await new Promise((resolve) => setTimeout(resolve, milliseconds));
        }
        busy = false;
    }
    return () => {
        wanted = true;
        if (!busy) run();
    };
}
