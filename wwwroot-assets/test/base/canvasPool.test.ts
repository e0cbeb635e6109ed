import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { CanvasPool } from "../../src/base/canvasPool";

let made: number;
let pool: CanvasPool;

before(() => {
  Object.assign(globalThis, {
    OffscreenCanvas: class {
      readonly saved: string[] = [];
      fillStyle = "new";
      constructor(readonly width: number, readonly height: number) { made++; }
      getContext(): unknown {
        const canvas = this;
        return { canvas, save: () => canvas.saved.push(canvas.fillStyle), restore: () => { canvas.fillStyle = canvas.saved.pop()!; } };
      }
    },
  });
});

after(() => delete (globalThis as Record<string, unknown>)["OffscreenCanvas"]);

beforeEach(() => {
  made = 0;
  pool = new CanvasPool();
});

const keys = (from: number, count: number): number[] => Array.from({ length: count }, (_, i) => from + i);

test("lend_tilesAreShown_givesEachACanvasOfItsOwn", () => {
  const lent = keys(1, 10).map((key) => pool.lend(key, 512).canvas);
  assert.equal(new Set(lent).size, 10);
});

test("lend_screenFullOfTilesAfterAnother_needsNoNewCanvas", () => {
  for (const key of keys(1, 15)) pool.lend(key, 512);
  for (const key of keys(16, 15)) pool.lend(key, 512); // both are there while the map goes over
  pool.takeBack(keys(1, 15));
  for (const key of keys(31, 15)) pool.lend(key, 512);
  assert.equal(made, 30);
});

test("lend_spareOfAnotherSize_isLeftAlone", () => {
  pool.lend(1, 512);
  pool.takeBack([1]);
  assert.equal(pool.lend(2, 1024).canvas.width, 1024);
  pool.lend(3, 512);
  assert.equal(made, 2);
});

test("lend_paintedBefore_isAsNew", () => {
  const first = pool.lend(1, 512) as unknown as { canvas: { fillStyle: string } };
  first.canvas.fillStyle = "red";
  for (const key of [2, 3]) {
    pool.takeBack([key - 1]);
    assert.equal((pool.lend(key, 512).canvas as unknown as { fillStyle: string }).fillStyle, "new");
    first.canvas.fillStyle = "red";
  }
});

test("takeBack_twiceOrNeverLent_givesNobodyTheSameCanvas", () => {
  pool.lend(1, 512);
  pool.takeBack([1, 1, 0, 7]);
  pool.takeBack([1]);
  assert.notEqual(pool.lend(2, 512).canvas, pool.lend(3, 512).canvas);
});
