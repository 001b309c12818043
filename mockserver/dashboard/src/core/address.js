// Addresses of the page: `PREFIX/w/WORLD/__admin/?world=NAME#/calls/ID/tab?filter`.
//
// Pure functions.

const PAGE = /^(.*?)(?:\/w\/([^/]+))?(?:\/__admin\/?)?$/;

/** The path below which the providers are mounted, and the world that the path names, if it does. */
export function placeOf(pathname) {
    const [, prefix = "", name] = PAGE.exec(pathname) ?? [];
    return { base: prefix.replace(/\/$/, ""), world: name };
}

/** The parts of a hash: `path` (["calls", "ID", "tab"]) and `query`. */
export function routeOf(hash) {
    const [path, query = ""] = hash.replace(/^#\/?/, "").split("?");
    const parts = path.split("/").filter(Boolean).map(decodeURIComponent);
    return { path: parts.length ? parts : ["calls"], query: Object.fromEntries(new URLSearchParams(query)) };
}

/** The address of a view of the current world, for links. */
export function link(path, query = {}) {
    const pairs = Object.entries(query).filter(([, value]) => value);
    const suffix = pairs.length ? `?${new URLSearchParams(pairs)}` : "";
    return `#/${path
        .filter((part) => part != null)
        .map(encodeURIComponent)
        .join("/")}${suffix}`;
}
