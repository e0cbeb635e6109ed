import assert from "node:assert/strict";
import { test } from "node:test";
import { DrawList } from "../../src/layer/drawList";
import { buildHitIndex, findHit } from "../../src/layer/hitGrid";

function grid(...points: (readonly [number, number])[]): { find(x: number, y: number, reach: number, preferred: (slot: number) => boolean): number } {
  const list = new DrawList();
  points.forEach(([x, y], slot) => list.add(slot, x, y, 0));
  const index = buildHitIndex(list, 400, 300);
  return { find: (x, y, reach, preferred) => findHit(index, x, y, reach, preferred) };
}

const nobody = (): boolean => false;

test("find_severalInReach_takesTheNearest", () => {
  assert.equal(grid([100, 100], [110, 100], [120, 100]).find(112, 100, 14, nobody), 1);
});

test("find_justOutOfReach_isNothing", () => {
  assert.equal(grid([100, 100]).find(114.1, 100, 14, nobody), -1);
  assert.equal(grid([100, 100]).find(113.9, 100, 14, nobody), 0);
});

test("find_acrossACellBorder_isFound", () => {
  assert.equal(grid([31, 31]).find(40, 40, 14, nobody), 0);
});

test("find_selectedInReach_winsOverANearerOne", () => {
  assert.equal(grid([100, 100], [108, 100]).find(101, 100, 14, (slot) => slot === 1), 1);
});

test("find_samePlace_takesTheOneOnTop", () => {
  assert.equal(grid([100, 100], [100, 100]).find(100, 100, 14, nobody), 1);
});

test("find_glyphBeyondTheCanvas_isFoundAtTheEdge", () => {
  assert.equal(grid([-8, 150], [405, 310]).find(0, 150, 14, nobody), 0);
  assert.equal(grid([-8, 150], [405, 310]).find(400, 300, 14, nobody), 1);
});

test("find_thousands_agreesWithLookingAtEach", () => {
  let seed = 99;
  const random = (): number => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const points = Array.from({ length: 3000 }, () => [random() * 400, random() * 300] as const);
  const hits = grid(...points);
  for (let i = 0; i < 500; i++) {
    const [x, y] = [random() * 400, random() * 300];
    const distances = points.map(([px, py]) => Math.hypot(Math.fround(px) - x, Math.fround(py) - y));
    const nearest = distances.indexOf(Math.min(...distances));
    assert.equal(hits.find(x, y, 6, nobody), distances[nearest]! <= 6 ? nearest : -1);
  }
});
