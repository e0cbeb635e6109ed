import assert from "node:assert/strict";
import { test } from "node:test";
import { place, step } from "../../src/desk/dropMenu";

const window = { width: 390, height: 844 };
const menu = { width: 200, height: 120 };

test("place_roomBelow_isUnderTheButtonAtTheWantedEdge", () => {
  const button = { left: 20, right: 260, top: 100, bottom: 132 };

  assert.deepEqual(place(button, menu, window, false), { left: 20, top: 136 });
  assert.deepEqual(place(button, menu, window, true), { left: 60, top: 136 });
});

test("place_noRoomBelow_isAbove", () => {
  assert.equal(place({ left: 20, right: 60, top: 760, bottom: 804 }, menu, window, false).top, 636);
});

test("place_buttonAtTheEdge_staysInsideTheWindow", () => {
  assert.equal(place({ left: 340, right: 384, top: 10, bottom: 54 }, menu, window, false).left, 186);
  assert.equal(place({ left: 4, right: 48, top: 10, bottom: 54 }, menu, window, true).left, 4);
});

test("step_keys_goRound", () => {
  assert.deepEqual(["ArrowDown", "ArrowUp", "Home", "End", "a"].map((key) => step(key, 2, 3)), [0, 1, 0, 2, null]);
  assert.equal(step("ArrowDown", -1, 3), 0);
  assert.equal(step("ArrowUp", -1, 3), 2);
});
