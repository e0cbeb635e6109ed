import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { writeDeskAddress } from "../../src/desk/address";

const STATE = { _index: 3 };
let written: [unknown, string][];
let refuse: boolean;
let link: string | null;

beforeEach(() => {
  [written, refuse, link] = [[], false, "?sel=1"];
  at("http://host/fleet/?sel=1");
  Object.assign(globalThis, {
    document: { baseURI: "http://host/fleet/", querySelector: () => ({ setAttribute: (_: string, value: string) => void (link = value) }) },
    history: {
      state: STATE,
      replaceState(state: unknown, _: string, url: URL) {
        if (refuse) throw new Error("SecurityError");
        written.push([state, url.href]);
      },
    },
  });
});

afterEach(() => {
  for (const name of ["document", "history", "location"]) Reflect.deleteProperty(globalThis, name);
});

test("writeDeskAddress_atTheDesk_replacesTheQueryAndKeepsTheEntrysState", () => {
  assert.equal(writeDeskAddress("?sel=1,2"), true);
  assert.equal(writeDeskAddress(""), true);
  assert.deepEqual(written, [[STATE, "http://host/fleet/?sel=1,2"], [STATE, "http://host/fleet/"]]);
});

test("writeDeskAddress_atTheDesk_hasTheBarsLinkLeadThere", () => {
  writeDeskAddress("?sel=1,2");
  assert.equal(link, "http://host/fleet/?sel=1,2");
});

test("writeDeskAddress_goneToAnotherPage_staysThere", () => {
  at("http://host/fleet/ops/feeds");
  assert.equal(writeDeskAddress("?sel=1"), false);
  assert.deepEqual(written, []);
  assert.equal(link, "?sel=1");
});

test("writeDeskAddress_refusedByTheBrowser_isNotAnError", () => {
  refuse = true;
  assert.equal(writeDeskAddress("?sel=1"), false);
});

function at(address: string): void {
  Object.assign(globalThis, { location: new URL(address) });
}
