import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { SpareCanvases } from "../../src/base/spareCanvases";

const square = (side: number): { width: number; height: number } => ({ width: side, height: side });

let spare: SpareCanvases<ReturnType<typeof square>>;

beforeEach(() => { spare = new SpareCanvases(); });

/** How many of this side can be had. */
function countOf(side: number): number {
  let count = 0;
  while (spare.take(side) !== undefined) count++;
  return count;
}

test("take_nothingIsSpare_givesNothing", () => {
  assert.equal(spare.take(512), undefined);
});

test("take_isGivenToOneOnly", () => {
  const canvas = square(512);
  spare.put(canvas);
  assert.equal(spare.take(512), canvas);
  assert.equal(spare.take(512), undefined);
});

test("take_anotherSize_leavesItAlone", () => {
  spare.put(square(512));
  assert.equal(spare.take(1024), undefined);
  assert.equal(countOf(512), 1);
});

for (const [side, kept] of [[512, 30], [1024, 7], [1536, 3]] as const) {
  test(`put_manyOf${side}_keepsWhatTheirMemoryAllows`, () => {
    for (let i = 0; i < 100; i++) spare.put(square(side));
    assert.equal(countOf(side), kept);
  });
}

test("put_otherSizeMeanwhile_letsGoOfTheOldest", () => {
  spare.put(square(1024));
  for (let i = 0; i < 30; i++) spare.put(square(512));
  assert.deepEqual([countOf(512), countOf(1024)], [30, 0]);
});

test("put_largerThanAllTogether_isNotKept", () => {
  spare.put(square(512));
  spare.put(square(4096));
  assert.deepEqual([countOf(512), countOf(4096)], [0, 0]);
});
