// Addresses: what a link says is what the page reads.

import assert from "node:assert/strict";
import { test } from "node:test";
import { link, placeOf, routeOf } from "../../../mockserver/dashboard/src/core/address.js";
import { cases } from "./random.js";

test("a link leads to the view that it names", () => {
    cases(300, ({ integer, pick, list }) => {
        const text = (least) => list(integer(least, 6), () => pick([..."a/?#&=%+ ä.~"])).join("");
        const path = list(integer(1, 4), () => text(1));
        const query = { q: text(1), call: text(1) };
        assert.deepEqual(routeOf(link(path, query)), { path, query });
    });
});

test("a link has no empty filters, and no missing parts", () => {
    assert.equal(link(["calls", "c1", undefined], { q: "", status: undefined }), "#/calls/c1");
    assert.equal(link(["calls", "c1", null, "7"]), "#/calls/c1/7");
    assert.equal(link(["requests"], { status: "404", q: "a b" }), "#/requests?status=404&q=a+b");
});

test("no address is the list of calls", () => {
    for (const hash of ["", "#", "#/"]) assert.deepEqual(routeOf(hash), { path: ["calls"], query: {} });
    assert.deepEqual(routeOf("#/?q=a"), { path: ["calls"], query: { q: "a" } });
});

test("the path of the page says where the providers are, and names a world", () => {
    const expected = [
        ["/", "", undefined],
        ["/__admin", "", undefined],
        ["/__admin/", "", undefined],
        ["/w/mine/__admin/", "", "mine"],
        ["/w/mine/__admin", "", "mine"],
        ["/proxy/__admin/", "/proxy", undefined],
        ["/proxy/w/mine/__admin/", "/proxy", "mine"],
        ["/proxy/", "/proxy", undefined],
    ];
    for (const [path, base, world] of expected) assert.deepEqual(placeOf(path), { base, world }, path);
});
