import assert from "node:assert/strict";
import { test } from "node:test";
import { Connection, Motion } from "../../src/fleet/states";
import { Glyph, glyphFor } from "../../src/layer/glyphs";
import { HEADING_STEPS, spriteKey } from "../../src/layer/sprites";

const { Live, Delayed, Stale, Offline } = Connection;
const { Moving, Stopped, Unknown } = Motion;

for (const [name, glyph, expected] of [
  ["liveMoving", glyphFor(Live, Moving, Moving, 90), Glyph.Arrow],
  ["liveMovingWithoutCourse", glyphFor(Live, Moving, Moving, NaN), Glyph.Diamond],
  ["liveStopped", glyphFor(Live, Stopped, Stopped, 90), Glyph.Dot],
  ["liveUnknown", glyphFor(Live, Unknown, Moving, 90), Glyph.Diamond],
  ["delayedWasMoving", glyphFor(Delayed, Unknown, Moving, 90), Glyph.HollowArrow],
  ["delayedWasStopped", glyphFor(Delayed, Unknown, Stopped, 90), Glyph.HollowDot],
  ["delayedUnknown", glyphFor(Delayed, Unknown, Unknown, 90), Glyph.HollowDiamond],
  ["stale", glyphFor(Stale, Unknown, Moving, 90), Glyph.BrokenRing],
  ["offline", glyphFor(Offline, Unknown, Moving, 90), Glyph.Cross],
] as const) {
  test(`glyphFor_${name}`, () => assert.equal(glyph, expected));
}

test("spriteKey_headingsWithinHalfAStep_shareAPicture", () => {
  assert.equal(spriteKey(Glyph.Arrow, 88), spriteKey(Glyph.Arrow, 92));
  assert.notEqual(spriteKey(Glyph.Arrow, 87), spriteKey(Glyph.Arrow, 93));
});

test("spriteKey_justWestOfNorth_isNorth", () => {
  assert.equal(spriteKey(Glyph.Arrow, 359.9), spriteKey(Glyph.Arrow, 0));
});

test("spriteKey_shapeWithoutCourse_isOnePicture", () => {
  assert.equal(spriteKey(Glyph.Dot, 10), spriteKey(Glyph.Dot, NaN));
});

test("spriteKey_allShapesAndHeadings_neverCollide", () => {
  const keys = new Set<number>();
  for (const glyph of [Glyph.HollowArrow, Glyph.Arrow]) for (let step = 0; step < HEADING_STEPS; step++) keys.add(spriteKey(glyph, (step * 360) / HEADING_STEPS));
  assert.equal(keys.size, 2 * HEADING_STEPS);
});
