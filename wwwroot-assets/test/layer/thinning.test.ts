import assert from "node:assert/strict";
import { test } from "node:test";
import { DrawList } from "../../src/layer/drawList";
import { Thinning, thinningCell } from "../../src/layer/thinning";

test("thinningCell_fewVehicles_paintsAll", () => {
  assert.equal(thinningCell(5000), 0);
  assert.ok(thinningCell(100_000) > thinningCell(6000));
});

test("keep_severalInACell_keepsTheTopmostInDrawingOrder", () => {
  const list = new DrawList();
  for (const x of [10.1, 50, 10.9, 80, -13]) list.add(0, x, 20, 0);
  assert.deepEqual([...new Thinning().keep(list, 2, 100, 100, 14)], [1, 2, 3, 4]);
});

test("keep_usedAgain_remembersNothing", () => {
  const list = new DrawList();
  list.add(0, 10, 10, 0);
  const thinning = new Thinning();
  thinning.keep(list, 2, 100, 100, 14);
  assert.deepEqual([...thinning.keep(list, 2, 100, 100, 14)], [0]);
});

test("keep_aHundredThousandInOneView_paintsNoMoreThanItsCells", () => {
  const list = new DrawList();
  for (let i = 0; i < 100_000; i++) list.add(i, (i * 7919) % 400, (i * 104729) % 300, 0);
  assert.ok(new Thinning().keep(list, 4, 400, 300, 14).length <= 101 * 76);
});
