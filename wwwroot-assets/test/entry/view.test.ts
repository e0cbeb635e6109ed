import assert from "node:assert/strict";
import { test } from "node:test";
import { tilesOf } from "../../src/entry/view";

test("tilesOf covers the box and nothing beyond", () => {
  assert.deepEqual(tilesOf(512, 512, 512, 512), [{ x: 1, y: 1 }]);
  assert.deepEqual(tilesOf(500, 1000, 30, 100), [{ x: 0, y: 1 }, { x: 1, y: 1 }, { x: 0, y: 2 }, { x: 1, y: 2 }]);
});
