import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Fleet } from "../../src/fleet/fleet";
import { decodeFrame } from "../../src/frames/decode";
import { mercatorX } from "../../src/geo/mercator";
import { describe } from "../../src/layer/changes";
import { collect } from "../../src/layer/collect";
import { DrawList } from "../../src/layer/drawList";
import type { DrawRequest } from "../../src/layer/drawing";
import { Pace } from "../../src/layer/pace";
import { Picture } from "../../src/layer/picture";
import { Scene } from "../../src/layer/scene";
import { type TestFrame, type TestRecord, frameBytes } from "../frames/frameBytes";

const T = 1_780_315_200_000;
const frame = { left: 0, top: 0, width: 256 * 2 ** 8, height: 256 * 2 ** 8, scale: 256 * 2 ** 8, ratio: 1 };
let fleet: Fleet;
let scene: Scene;
let picture: Picture;
let now: number;
let stage: { changes: number; moves: number };

function apply(update: TestFrame): void {
  assert.ok(fleet.apply(decodeFrame(frameBytes(update))!, scene));
}

/** What the page tells the drawing side at its next drawing; returns how many slots that were. */
function tell(options: Partial<DrawRequest> = {}): number {
  const slots = scene.touched.take();
  picture.take({
    frame, view: { x: 0, y: 0, width: 1, height: 1 }, now, cleared: false, top: fleet.top, changes: describe(scene, slots, null),
    renamed: { slots: new Int32Array(0), names: [] }, selected: scene.selected.map((id) => fleet.slotOf(id)!), hovered: -1, plates: [],
    labels: "off", written: new Float32Array(0), clusters: false, tails: false, trail: null, ...options,
  });
  return slots.length;
}

function drawn(): number[] {
  const list = new DrawList();
  collect(picture, frame, 14, list, new Pace());
  return [...list.slots.subarray(0, list.count)];
}

beforeEach(() => {
  now = 0;
  stage = { changes: 0, moves: 0 };
  fleet = new Fleet();
  scene = new Scene(fleet, {
    shows: () => true, animates: () => true, now: () => now, changed: () => { stage.changes++; }, moves: () => { stage.moves++; },
  });
  picture = new Picture();
  const texts = Array.from({ length: 30 }, (_, slot) => ({ slot, id: 100 + slot }));
  const records = texts.map(({ slot }): TestRecord => ({ slot, recorded: T, heading: 90, connection: slot === 29 ? 3 : 0 }));
  apply({ kind: "snapshot", to: 1, texts, records });
  tell();
});

const moved = (slot: number, longitude: number, more: Partial<TestRecord> = {}): TestFrame =>
  ({ from: fleet.version, to: fleet.version + 1, records: [{ slot, longitude, recorded: T + 5000, heading: 90, ...more }] });

test("take_oneReport_tellsThatOneSlot", () => {
  apply(moved(3, 17.001));
  assert.equal(tell(), 1);
  assert.equal(tell(), 0);
});

test("take_manyReportsWhileNothingIsDrawn_tellsEachSlotOnce", () => {
  for (let i = 1; i <= 50; i++) apply(moved(3, 17 + i / 10_000));
  assert.equal(tell(), 1);
});

test("take_glide_isDrawnWhereThePageThinksItIs", () => {
  apply(moved(3, 17.001));
  tell();
  now = 2500;
  picture.glide.advance(now);
  scene.glide.moveTo(3, now);
  assert.equal(picture.glide.x[3], scene.glide.x[3]);
  assert.ok(Math.abs(picture.glide.x[3]! - mercatorX(17.0005)) < 1e-9);
});

test("take_glideToldLate_goesOnFromWhereItIsBySchedule", () => {
  apply(moved(3, 17.001));
  now = 5000;
  tell();
  picture.glide.advance(now);
  assert.ok(Math.abs(picture.glide.x[3]! - mercatorX(17.001)) < 1e-12);
  assert.equal(picture.glide.active.length, 0, "what has arrived costs nothing more");
});

test("updated_onlyOnItsWay_asksForADrawingWhenItHasMovedNotAtOnce", () => {
  stage.changes = 0;
  apply(moved(3, 17.001));
  assert.deepEqual(stage, { changes: 0, moves: 1 });
});

test("updated_otherLook_asksForADrawingAtOnce", () => {
  stage.changes = 0;
  apply(moved(3, 17.001, { connection: 1 }));
  assert.equal(stage.changes, 1);
});

test("collect_order_putsSelectedOnTopAndLostBelow", () => {
  scene.select([105]);
  tell();
  const slots = drawn();
  assert.deepEqual([slots.length, slots[0], slots.at(-1)], [30, 29, 5]);
});

test("collect_filteredOutButSelected_isDrawn", () => {
  scene.setFilter({ connections: 1 << 3, motions: 0, text: "" });
  scene.select([105]);
  tell();
  assert.deepEqual(drawn(), [29, 5]);
});

test("collect_removed_isGone", () => {
  apply({ from: 1, to: 2, removed: [4] });
  tell();
  assert.ok(!drawn().includes(4));
});

test("clusters_selectedVehicle_staysOutside", () => {
  scene.select([105]);
  tell({ clusters: true });
  assert.deepEqual(drawn(), [5]);
  assert.deepEqual([...picture.clusters.cells].map(({ total }) => total), [29]);
});

test("clusters_lostVehicle_staysOutsideUntilItIsBack", () => {
  apply(moved(7, 17, { connection: 2, motion: 0, alerting: true }));
  tell({ clusters: true });
  assert.deepEqual([drawn(), picture.isAlerting(7)], [[7], true]);
  apply(moved(7, 17, { recorded: T + 10_000 }));
  tell({ clusters: true });
  assert.deepEqual([drawn(), picture.isAlerting(7)], [[], false]);
});

test("collect_lost_liesBelowTheSelectedAndAboveAllOthers", () => {
  apply(moved(29, 17, { connection: 3, motion: 0, alerting: true }));
  scene.select([105]);
  tell();
  assert.deepEqual(drawn().slice(-2), [29, 5]);
});

test("take_lostButFilteredOut_isNotDrawn", () => {
  apply(moved(7, 17, { connection: 2, motion: 0, alerting: true }));
  scene.setFilter({ connections: 1, motions: 0, text: "" });
  tell({ clusters: true });
  assert.ok(!drawn().includes(7));
});

test("clusters_selectedNoLonger_comesBackIntoItsCluster", () => {
  scene.select([105]);
  tell({ clusters: true });
  scene.select([]);
  tell({ clusters: true });
  assert.deepEqual(drawn(), []);
  assert.equal([...picture.clusters.cells][0]!.total, 30);
});

test("clusters_turnedOff_showsEveryVehicle", () => {
  tell({ clusters: true });
  tell({ clusters: false });
  assert.equal(drawn().length, 30);
});

test("clusters_offlineBecomesLive_changesTheRing", () => {
  tell({ clusters: true });
  assert.deepEqual([...[...picture.clusters.cells][0]!.counts], [29, 0, 0, 1]);
  apply(moved(29, 17));
  tell({ clusters: true });
  assert.deepEqual([...[...picture.clusters.cells][0]!.counts], [30, 0, 0, 0]);
});

test("take_cleared_forgetsEverybody", () => {
  apply({ kind: "snapshot", to: 9, texts: [{ slot: 1, id: 7 }], records: [{ slot: 1 }] });
  tell({ cleared: true });
  assert.deepEqual(drawn(), [1]);
});
