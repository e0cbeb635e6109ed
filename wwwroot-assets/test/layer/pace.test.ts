import assert from "node:assert/strict";
import { test } from "node:test";
import { Pace } from "../../src/layer/pace";
import { paddingFor } from "../../src/layer/padding";

test("untilMoved_nothingMoves_isNever", () => {
  assert.equal(new Pace().untilMoved(), Infinity);
});

test("untilMoved_fastestMarker_decides", () => {
  const pace = new Pace();
  pace.moves(0.001, 0);
  pace.moves(0.01, 0);
  pace.moves(0.002, 0);
  assert.equal(pace.untilMoved(), 20);
});

test("untilMoved_turningOnTheSpot_isMovementToo", () => {
  const pace = new Pace();
  pace.moves(0, 0.05);
  assert.equal(pace.untilMoved(), 50);
});

test("untilMoved_inWholePixels_waitsForOneAndForTheNextHeading", () => {
  const pace = new Pace();
  pace.coarse = true;
  pace.moves(0.001, 0);
  assert.equal(pace.untilMoved(), 1000);
  pace.moves(0, 0.05);
  assert.equal(pace.untilMoved(), 100);
});

test("rest_offThread_glidingLeavesTheWorkerIdleMostOfTheTimeAndNewsNeedNotWait", () => {
  const pace = new Pace();
  pace.spent(30);
  assert.equal(pace.rest(false, false, true), 60);
  assert.equal(pace.rest(false, true, true), 0);
});

test("rest_cheapDrawing_mayRunEachFrame", () => {
  const pace = new Pace();
  pace.spent(2);
  assert.equal(pace.rest(false, false, false), 0);
});

test("rest_costlyDrawing_leavesMostOfTheTimeToOthers", () => {
  const pace = new Pace();
  pace.spent(40);
  assert.ok(pace.rest(false, false, false) >= 80);
  assert.ok(pace.rest(true, false, false) >= 400);
});

test("paddingFor_moreDevicePixels_isLess", () => {
  assert.ok(paddingFor(1600, 900, 2) < paddingFor(1600, 900, 1));
  assert.equal(paddingFor(390, 844, 1), 0.5);
  assert.equal(paddingFor(3840, 2160, 2), 0.1);
});
