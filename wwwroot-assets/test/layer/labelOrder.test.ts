import assert from "node:assert/strict";
import { test } from "node:test";
import { DrawList } from "../../src/layer/drawList";
import { Rank, labelOrder } from "../../src/layer/labelOrder";

const view = { x: 0, y: 0, width: 800, height: 600 };

function order(points: readonly (readonly [number, number])[], moving: readonly number[] = [], had: readonly number[] = [], lost: readonly number[] = []): number[] {
  const list = new DrawList();
  points.forEach(([x, y], slot) => list.add(slot, x, y, 0));
  const rankOf = (slot: number): Rank => (lost.includes(slot) ? Rank.Alerting : moving.includes(slot) ? Rank.Moving : Rank.Other);
  return [...labelOrder(list, view, rankOf, (slot) => had.includes(slot))];
}

test("labelOrder_standing_nearestToTheMiddleFirst", () => {
  assert.deepEqual(order([[700, 500], [400, 300], [500, 300]]), [1, 2, 0]);
});

test("labelOrder_movingFarAway_comesBeforeStandingNearby", () => {
  assert.deepEqual(order([[400, 300], [790, 590]], [1]), [1, 0]);
});

test("labelOrder_lostFarAway_comesBeforeMovingNearby", () => {
  assert.deepEqual(order([[400, 300], [420, 300], [790, 590]], [1], [], [2]), [2, 1, 0]);
});

test("labelOrder_hadALabel_keepsItAgainstASlightlyNearerOne", () => {
  assert.deepEqual(order([[420, 300], [480, 300]], [], [1]), [1, 0]);
  assert.deepEqual(order([[400, 300], [790, 590]], [], [1]), [0, 1]);
});

test("labelOrder_samePlace_theVisibleOneFirst", () => {
  assert.deepEqual(order([[400, 300], [400, 300]]), [1, 0]);
});
