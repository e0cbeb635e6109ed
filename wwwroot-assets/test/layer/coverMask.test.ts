import assert from "node:assert/strict";
import { test } from "node:test";
import { CoverMask } from "../../src/layer/coverMask";

test("isFree_besideWhatIsTaken_isFree", () => {
  const mask = new CoverMask(400, 300);
  mask.add(100, 100, 180, 116);
  assert.ok(mask.isFree(180, 100, 260, 116));
  assert.ok(mask.isFree(100, 116, 180, 132));
  assert.ok(!mask.isFree(178, 114, 260, 132));
  assert.ok(!mask.isFree(20, 50, 300, 200), "around it");
  assert.ok(!mask.isFree(120, 104, 130, 110), "within it");
});

test("isFree_beyondTheCanvas_isFree", () => {
  const mask = new CoverMask(100, 100);
  mask.add(-50, -50, 200, 200);
  assert.ok(mask.isFree(200, 10, 300, 20));
  assert.ok(mask.isFree(10, 120, 30, 140));
  assert.ok(!mask.isFree(-20, 10, 5, 20));
});

test("isFree_thousandsOfBoxes_agreesWithLookingAtEach", () => {
  let seed = 5;
  const random = (): number => (seed = (seed * 48271) % 2147483647) / 2147483647;
  // On the mask's own grid, so that both mean the same boxes.
  const box = (): [number, number, number, number] => {
    const [left, top] = [2 * Math.floor(random() * 190), 2 * Math.floor(random() * 140)];
    return [left, top, left + 2 + 2 * Math.floor(random() * 40), top + 2 + 2 * Math.floor(random() * 9)];
  };
  const mask = new CoverMask(500, 400);
  const boxes: [number, number, number, number][] = [];
  for (let i = 0; i < 300; i++) {
    const [left, top, right, bottom] = box();
    const free = boxes.every((other) => other[0] >= right || other[2] <= left || other[1] >= bottom || other[3] <= top);
    assert.equal(mask.isFree(left, top, right, bottom), free);
    if (i % 3 > 0) continue;
    boxes.push([left, top, right, bottom]);
    mask.add(left, top, right, bottom);
  }
});
