import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Fleet } from "../../src/fleet/fleet";
import { decodeFrame } from "../../src/frames/decode";
import { mercatorX } from "../../src/geo/mercator";
import { Scene } from "../../src/layer/scene";
import { type TestFrame, frameBytes } from "../frames/frameBytes";

const T = 1_780_315_200_000;
let stage: { inView: boolean; motion: boolean; time: number; changes: number; moves: number };
let fleet: Fleet;
let scene: Scene;

function apply(frame: TestFrame): void {
  assert.ok(fleet.apply(decodeFrame(frameBytes(frame))!, scene));
}

beforeEach(() => {
  stage = { inView: true, motion: true, time: 0, changes: 0, moves: 0 };
  fleet = new Fleet();
  scene = new Scene(fleet, {
    shows: () => stage.inView, animates: () => stage.motion, now: () => stage.time, changed: () => { stage.changes++; }, moves: () => { stage.moves++; },
  });
  apply({
    kind: "snapshot", to: 1, texts: [{ slot: 0, id: 10, name: "Žeriav" }, { slot: 1, id: 11, name: "Van" }],
    records: [{ slot: 0, recorded: T, heading: 0 }, { slot: 1, recorded: T, connection: 3, motion: 0 }],
  });
});

const moved = (longitude: number, recorded = T + 5000): TestFrame => ({ from: 1, to: 2, records: [{ slot: 0, longitude, recorded, heading: 0 }] });

test("updated_inView_glidesForTheReportInterval", () => {
  apply(moved(17.001));
  scene.glide.advance(2500);
  assert.ok(Math.abs(scene.glide.x[0]! - mercatorX(17.0005)) < 1e-12);
});

test("updated_reducedMotion_jumps", () => {
  stage.motion = false;
  apply(moved(17.001));
  assert.equal(scene.glide.x[0], mercatorX(17.001));
  assert.equal(scene.glide.active.length, 0);
});

test("updated_outOfView_jumpsAndAsksForNoDrawing", () => {
  stage.inView = false;
  stage.changes = 0;
  apply(moved(17.001));
  assert.equal(scene.glide.x[0], mercatorX(17.001));
  assert.equal(stage.changes, 0);
});

test("updated_teleport_jumps", () => {
  apply(moved(18));
  assert.equal(scene.glide.x[0], mercatorX(18));
});

test("updated_stateWithoutANewPosition_letsTheGlideEnd", () => {
  apply(moved(17.001));
  scene.glide.advance(2500);
  apply({ from: 2, to: 3, records: [{ slot: 0, longitude: 17.001, recorded: T + 5000, heading: 0, connection: 1 }] });
  scene.glide.advance(2600);
  assert.ok(scene.glide.x[0]! < mercatorX(17.001));
  scene.glide.advance(5000);
  assert.equal(scene.glide.x[0], mercatorX(17.001));
});

test("isShown_filteredOutButSelected_isShown", () => {
  scene.setFilter({ connections: 1 << 3, motions: 0, text: "" });
  assert.deepEqual([scene.isShown(0), scene.isShown(1)], [false, true]);
  scene.select([10]);
  assert.ok(scene.isShown(0));
});

test("isShown_stateChangesUnderAFilter_followsIt", () => {
  scene.setFilter({ connections: 1 << 1, motions: 0, text: "zeriav" });
  assert.ok(!scene.isShown(0));
  apply({ from: 1, to: 2, records: [{ slot: 0, recorded: T, heading: 0, connection: 1 }] });
  assert.ok(scene.isShown(0));
});

test("isShown_renamedUnderAFilter_followsTheName", () => {
  scene.setFilter({ connections: 0, motions: 0, text: "van" });
  assert.deepEqual([scene.isShown(0), scene.isShown(1)], [false, true]);
  apply({ from: 1, to: 2, texts: [{ slot: 0, id: 10, name: "Van 2" }] });
  assert.ok(scene.isShown(0));
});

test("isShown_neverSeenOrRemoved_isNot", () => {
  apply({ from: 1, to: 2, removed: [1], records: [{ slot: 0, connection: 4, hasPosition: false }] });
  assert.deepEqual([scene.isShown(0), scene.isShown(1)], [false, false]);
});

test("select_vehicleRemovedAndBack_isStillSelected", () => {
  scene.select([11]);
  apply({ from: 1, to: 2, removed: [1] });
  apply({ from: 2, to: 3, texts: [{ slot: 5, id: 11 }], records: [{ slot: 5 }] });
  assert.ok(scene.isSelected(5));
});
