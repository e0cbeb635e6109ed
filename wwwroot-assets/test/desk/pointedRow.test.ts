import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { POINTED } from "../../src/contract";
import { watchPointed } from "../../src/desk/pointedRow";

let page: EventTarget;
let stop: AbortController;
let rules: string[];

function point(detail: unknown): void {
  page.dispatchEvent(Object.assign(new Event(POINTED), { detail }));
}

beforeEach(() => {
  [page, stop, rules] = [new EventTarget(), new AbortController(), []];
  watchPointed(page, { replaceSync: (text: string) => { rules.push(text); } }, { signal: stop.signal });
});

test("watchPointed_vehicleAndThenNone_marksItsRowAndNoneAgain", () => {
  point(42);
  point(null);
  assert.match(rules[0]!, /^\.tr\[data-vehicle-id="42"\]/);
  assert.deepEqual(rules.slice(1), [""]);
});

test("watchPointed_anythingButAnId_isNoRule", () => {
  point('1"] { } * { display: none');
  assert.deepEqual(rules, [""]);
});

test("watchPointed_pageIsLeft_marksNothingMore", () => {
  point(42);
  stop.abort();
  point(43);
  assert.deepEqual(rules.slice(1), [""]);
});
