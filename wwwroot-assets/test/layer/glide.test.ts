import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Glide, shortestTurn } from "../../src/layer/glide";
import { LONGEST_GLIDE, glideDuration } from "../../src/layer/glideRule";

let glide: Glide;

beforeEach(() => {
  glide = new Glide();
  glide.reserve(8);
});

test("advance_halfTheTime_isHalfTheWay", () => {
  glide.jump(0, 0.5, 0.5, 10);
  glide.start(0, 0.6, 0.4, 30, 1000, 0);
  glide.advance(500);
  assert.ok(Math.abs(glide.x[0]! - 0.55) < 1e-12 && Math.abs(glide.y[0]! - 0.45) < 1e-12);
  assert.equal(glide.course[0], 20);
});

test("advance_longAfterTheEnd_staysAtTheLastReport", () => {
  glide.jump(0, 0.5, 0.5, 0);
  glide.start(0, 0.6, 0.5, 0, 1000, 0);
  glide.advance(100_000);
  assert.equal(glide.x[0], 0.6);
  assert.deepEqual(glide.active, []);
  glide.advance(200_000);
  assert.equal(glide.x[0], 0.6);
});

test("advance_clockBeforeTheStart_doesNotGoBackwards", () => {
  glide.jump(0, 0.5, 0.5, 0);
  glide.start(0, 0.6, 0.5, 0, 1000, 5000);
  glide.advance(4000);
  assert.equal(glide.x[0], 0.5);
});

test("start_whileOnTheWay_goesOnFromWhereItIsDrawn", () => {
  glide.jump(0, 0.5, 0.5, 0);
  glide.start(0, 0.6, 0.5, 0, 1000, 0);
  glide.advance(500);
  glide.start(0, 0.7, 0.5, 0, 1000, 500);
  assert.deepEqual(glide.active, [0]);
  glide.advance(500);
  assert.ok(Math.abs(glide.x[0]! - 0.55) < 1e-12);
  glide.advance(1500);
  assert.equal(glide.x[0], 0.7);
});

test("start_overTheAntimeridian_takesTheShortWay", () => {
  glide.jump(0, 0.999, 0.5, 0);
  glide.start(0, 0.001, 0.5, 0, 1000, 0);
  glide.advance(250);
  assert.ok(Math.abs(glide.x[0]! - 0.9995) < 1e-12);
  glide.advance(750);
  assert.ok(Math.abs(glide.x[0]! - 1.0005) < 1e-12);
  glide.advance(1000);
  assert.ok(Math.abs(glide.x[0]! - 0.001) < 1e-12, "back in the first copy of the world");
});

test("jump_whileOnTheWay_endsTheGlide", () => {
  glide.jump(0, 0.5, 0.5, 0);
  glide.start(0, 0.6, 0.5, 0, 1000, 0);
  glide.jump(0, 0.2, 0.2, 0);
  glide.advance(500);
  assert.deepEqual([glide.x[0], glide.active.length, glide.speed(0)], [0.2, 0, 0]);
});

test("advance_turnOverNorth_takesTheShorterArc", () => {
  glide.jump(0, 0.5, 0.5, 350);
  glide.start(0, 0.5, 0.5, 10, 1000, 0);
  glide.advance(500);
  assert.equal(glide.course[0], 0);
});

test("start_courseUnknownBefore_takesTheNewOne", () => {
  glide.jump(0, 0.5, 0.5, NaN);
  glide.start(0, 0.6, 0.5, 90, 1000, 0);
  glide.advance(100);
  assert.equal(glide.course[0], 90);
});

for (const [from, to, turn] of [[0, 90, 90], [350, 10, 20], [10, 350, -20], [0, 181, -179], [0, 0, 0]] as const) {
  test(`shortestTurn_${from}To${to}_is${turn}`, () => assert.equal(shortestTurn(from, to), turn));
}

test("glideDuration_usualReport_isItsInterval", () => assert.equal(glideDuration(80, 5000), 5000));
test("glideDuration_longInterval_isBounded", () => assert.equal(glideDuration(500, 60_000), LONGEST_GLIDE));
test("glideDuration_noInterval_jumps", () => assert.equal(glideDuration(80, 0), 0));
test("glideDuration_fasterThanAnyVehicle_jumps", () => assert.equal(glideDuration(5000, 5000), 0));
test("glideDuration_longGapAndFarAway_jumps", () => assert.equal(glideDuration(3000, 120_000), 0));
test("glideDuration_motorwayAtATwentySecondInterval_glides", () => assert.equal(glideDuration(1200, 30_000), LONGEST_GLIDE));
