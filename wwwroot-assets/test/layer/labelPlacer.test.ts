import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { BoxGrid } from "../../src/layer/boxGrid";
import { Side, labelBox, placeLabel } from "../../src/layer/labelPlacer";

let taken: BoxGrid;

beforeEach(() => {
  taken = new BoxGrid(600, 400);
});

const place = (before?: Side): Side | null => placeLabel(taken, null, 300, 200, 80, 16, 13, before);
const block = (side: Side): void => {
  const { left, top, right, bottom } = labelBox(300, 200, 80, 16, 13, side);
  taken.add(left + 30, top + 4, right - 30, bottom - 4);
};

test("placeLabel_sidesBlockedOneByOne_triesRightLeftAboveBelowThenDrops", () => {
  const order = [Side.Right, Side.Left, Side.Above, Side.Below];
  for (const side of order) {
    const fresh = new BoxGrid(600, 400);
    taken = fresh;
    order.slice(0, side).forEach(block);
    assert.equal(place(), side);
  }
  taken = new BoxGrid(600, 400);
  order.forEach(block);
  assert.equal(place(), null);
});

test("placeLabel_placed_blocksTheNext", () => {
  assert.equal(place(), Side.Right);
  assert.equal(place(), Side.Left);
});

test("placeLabel_sideOfBefore_isKeptWhenFree", () => {
  assert.equal(place(Side.Below), Side.Below);
});

test("placeLabel_sideOfBeforeTaken_movesOn", () => {
  block(Side.Below);
  assert.equal(place(Side.Below), Side.Right);
});

test("placeLabel_sideOverATownsName_isTheLastResort", () => {
  const towns = new BoxGrid(600, 400);
  const { left, top, right, bottom } = labelBox(300, 200, 80, 16, 13, Side.Right);
  towns.add(left, top, right, bottom);
  assert.equal(placeLabel(taken, towns, 300, 200, 80, 16, 13, undefined), Side.Left);
  block(Side.Above);
  block(Side.Below);
  assert.equal(placeLabel(taken, towns, 300, 200, 80, 16, 13, undefined), Side.Right);
});

test("labelBox_sides_leaveTheGlyphFree", () => {
  for (const side of [Side.Right, Side.Left, Side.Above, Side.Below]) {
    const { left, top, right, bottom } = labelBox(300, 200, 80, 16, 13, side);
    assert.ok(left >= 313 || right <= 287 || top >= 213 || bottom <= 187);
    assert.deepEqual([right - left, bottom - top], [80, 16]);
  }
});

test("isFree_boxesThatTouch_doNotOverlap", () => {
  taken.add(10, 10, 50, 30);
  assert.ok(taken.isFree(50, 10, 90, 30));
  assert.ok(!taken.isFree(49, 29, 90, 60));
});
