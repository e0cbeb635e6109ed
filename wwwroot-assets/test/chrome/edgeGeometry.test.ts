import assert from "node:assert/strict";
import { test } from "node:test";
import { avoid, placePill } from "../../src/chrome/edgeGeometry";

const view = { width: 800, height: 600 };
const insets = { left: 12, top: 64, right: 12, bottom: 44 };
const pill = { width: 140, height: 32 };

test("placePill_targetInView_isNone", () => {
  assert.equal(placePill(view, insets, pill, 400, 10), null);
});

test("placePill_farNorthWest_isInTheCornerAndPointsThere", () => {
  const place = placePill(view, insets, pill, -2000, -3000)!;
  assert.equal(place.top, 64);
  assert.ok(place.left >= 12 && place.left < 400);
  assert.ok(place.angle < 0 && place.angle > -90);
});

for (const [name, x, y, angle] of [["north", 400, -500, 0], ["east", 1800, 300, 90], ["south", 400, 1800, 180], ["west", -900, 300, -90]] as const) {
  test(`placePill_due${name}_pointsThere`, () => {
    const place = placePill(view, insets, pill, x, y)!;
    assert.ok(Math.abs(Math.abs(place.angle) - Math.abs(angle)) < 3, `${place.angle}`);
  });
}

test("placePill_anyDirection_staysInsideTheInsets", () => {
  for (let degrees = 0; degrees < 360; degrees += 3) {
    const x = 400 + 5000 * Math.sin((degrees * Math.PI) / 180);
    const y = 300 - 5000 * Math.cos((degrees * Math.PI) / 180);
    const { left, top } = placePill(view, insets, pill, x, y)!;
    assert.ok(left >= 12 && left + pill.width <= 788 && top >= 64 && top + pill.height <= 556, `${degrees}°`);
  }
});

test("avoid_severalInOneDirection_stackWithoutOverlap", () => {
  const placed = [];
  for (let i = 0; i < 5; i++) {
    const place = avoid(placePill(view, insets, pill, 5000, 5000)!, pill, placed, view, insets);
    for (const other of placed) assert.ok(Math.abs(other.top - place.top) >= pill.height);
    placed.push({ ...place, ...pill });
  }
});
