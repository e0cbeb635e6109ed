import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Fleet } from "../../src/fleet/fleet";
import { decodeFrame } from "../../src/frames/decode";
import { type TestFrame, frameBytes } from "../frames/frameBytes";

let fleet: Fleet;
let events: string[];

const listener = {
  cleared: () => { events.push("cleared"); },
  removed: (slot: number) => { events.push(`removed ${slot}`); },
  named: (slot: number) => { events.push(`named ${slot}`); },
  updated: (slot: number, gap: number) => { events.push(`updated ${slot} ${gap}`); },
};

function apply(frame: TestFrame): boolean {
  return fleet.apply(decodeFrame(frameBytes(frame))!, listener);
}

const snapshot: TestFrame = {
  kind: "snapshot", to: 5, texts: [{ slot: 0, id: 10, name: "A" }, { slot: 1, id: 11, name: "B" }], records: [{ slot: 0 }, { slot: 1 }],
};

beforeEach(() => {
  fleet = new Fleet();
  events = [];
});

test("apply_deltaBeforeAnySnapshot_asksForOne", () => {
  assert.equal(apply({ from: 0, to: 1 }), false);
});

test("apply_deltaFromTheVersionHeld_isApplied", () => {
  apply(snapshot);
  assert.equal(apply({ from: 5, to: 6, records: [{ slot: 1, latitude: 49 }] }), true);
  assert.equal(fleet.columns.latitude[fleet.slotOf(11)!], 49);
  assert.equal(fleet.version, 6);
});

for (const [name, frame] of Object.entries<TestFrame>({
  gap: { from: 6, to: 7 },
  repetition: { from: 4, to: 5 },
  otherEpoch: { epoch: 8, from: 5, to: 6 },
  recordWithoutAVehicle: { from: 5, to: 6, records: [{ slot: 2 }] },
  recordOfARemovedVehicle: { from: 5, to: 6, removed: [1], records: [{ slot: 1 }] },
  vehicleInTwoSlots: { from: 5, to: 6, texts: [{ slot: 2, id: 10 }], records: [{ slot: 2 }] },
  slotWithTwoVehicles: { from: 5, to: 6, texts: [{ slot: 2, id: 20 }, { slot: 2, id: 21 }], records: [{ slot: 2 }] },
  moveWithoutAVehicle: { from: 5, to: 6, moves: [{ slot: 2 }] },
  moveOfARemovedVehicle: { from: 5, to: 6, removed: [1], moves: [{ slot: 1 }] },
  moveOfAVehicleThatIsNew: { from: 5, to: 6, texts: [{ slot: 1, id: 20 }], moves: [{ slot: 1 }] },
  moveBeyondThePole: { from: 5, to: 6, moves: [{ slot: 1, latitude: 43_000_000 }] },
  stateWithoutAVehicle: { from: 5, to: 6, restated: [{ slot: 2, state: 0 }] },
  lateChunk: { kind: "snapshot", first: false, to: 5, texts: [{ slot: 2, id: 20 }] },
})) {
  test(`apply_${name}_asksForASnapshotAndChangesNothing`, () => {
    apply(snapshot);
    events = [];
    assert.equal(apply({ ...frame, records: [{ slot: 0, latitude: 1 }, ...(frame.records ?? [])] }), false);
    assert.deepEqual(events, []);
    assert.equal(fleet.count, 2);
    assert.equal(fleet.version, 5);
    assert.equal(fleet.columns.latitude[0], 48);
  });
}

test("apply_snapshotInChunks_holdsTheVersionFromTheLastOn", () => {
  const chunk = (slot: number, first: boolean, last: boolean): TestFrame =>
    ({ kind: "snapshot", first, last, to: 9, texts: [{ slot, id: slot }], records: [{ slot }] });
  assert.ok(apply(chunk(0, true, false)));
  assert.equal(apply({ from: 9, to: 10 }), false);
  assert.ok(fleet.loading);
  assert.deepEqual(fleet.held, [0, 0]);
  assert.ok(apply(chunk(1, false, false)));
  assert.ok(apply(chunk(2, false, true)));
  assert.equal(fleet.loading, false);
  assert.deepEqual([fleet.count, ...fleet.held], [3, 7, 9]);
  assert.ok(apply({ from: 9, to: 10 }));
});

test("apply_chunkOfAnotherSnapshot_asksForAWholeOne", () => {
  apply({ ...snapshot, last: false });
  assert.equal(apply({ kind: "snapshot", first: false, to: 6, texts: [{ slot: 2, id: 12 }] }), false);
  assert.equal(apply({ kind: "snapshot", first: false, epoch: 8, to: 5, texts: [{ slot: 2, id: 12 }] }), false);
});

test("apply_secondSnapshot_emptiesTheFleetFirst", () => {
  apply(snapshot);
  assert.ok(apply({ kind: "snapshot", epoch: 9, to: 1, texts: [{ slot: 0, id: 99 }], records: [{ slot: 0 }] }));
  assert.deepEqual([fleet.count, fleet.slotOf(10), fleet.slotOf(99)], [1, undefined, 0]);
});

test("apply_slotHandedOn_forgetsTheFirstVehicle", () => {
  apply(snapshot);
  events = [];
  assert.ok(apply({ from: 5, to: 6, removed: [1], texts: [{ slot: 1, id: 20, name: "C" }], records: [{ slot: 1, recorded: 1_780_315_250_000 }] }));
  assert.deepEqual([fleet.slotOf(11), fleet.slotOf(20), fleet.names[1]], [undefined, 1, "C"]);
  assert.deepEqual(events, ["removed 1", "named 1", "updated 1 0"]);
});

test("apply_slotsExchanged_keepsBothVehicles", () => {
  apply(snapshot);
  assert.ok(apply({ from: 5, to: 6, texts: [{ slot: 0, id: 11 }, { slot: 1, id: 10 }], records: [{ slot: 0 }, { slot: 1 }] }));
  assert.deepEqual([fleet.slotOf(10), fleet.slotOf(11), fleet.count], [1, 0, 2]);
});

test("apply_removalOfAnUnknownSlot_isHarmless", () => {
  apply(snapshot);
  assert.ok(apply({ from: 5, to: 6, removed: [77] }));
  assert.equal(fleet.count, 2);
});

test("apply_nextReport_tellsTheTimeBetweenTheTwo", () => {
  apply(snapshot);
  events = [];
  apply({ from: 5, to: 6, records: [{ slot: 0, recorded: 1_780_315_204_500 }] });
  assert.deepEqual(events, ["updated 0 5000"]);
});

test("apply_noHeading_courseComesFromTheWayDriven", () => {
  apply(snapshot);
  assert.ok(Number.isNaN(fleet.columns.course[0]));
  apply({ from: 5, to: 6, records: [{ slot: 0, longitude: 17.001 }] });
  assert.ok(Math.abs(fleet.columns.course[0]! - 90) < 0.1);
  apply({ from: 6, to: 7, records: [{ slot: 0, longitude: 17.00101 }] });
  assert.ok(Math.abs(fleet.columns.course[0]! - 90) < 0.1, "a metre of noise is no new course");
});

test("apply_highSlot_growsTheColumnsAndKeepsWhatTheyHold", () => {
  apply(snapshot);
  assert.ok(apply({ from: 5, to: 6, texts: [{ slot: 5000, id: 5000 }], records: [{ slot: 5000, latitude: 1 }] }));
  assert.deepEqual([fleet.columns.latitude[0], fleet.columns.latitude[5000], fleet.top], [48, 1, 5001]);
});

test("apply_move_goesFromWhatIsHeldAndLeavesWhatWasNotSaid", () => {
  apply({ ...snapshot, records: [{ slot: 0, speed: 50, heading: 350 }, { slot: 1 }] });
  events = [];
  assert.ok(apply({ from: 5, to: 6, moves: [{ slot: 0, latitude: 1234, longitude: -7, recorded: 5000, speed: -505 + 10, heading: 200, lag: 12, state: 0b0101001 }, { slot: 1, recorded: 1 }] }));
  const { latitude, longitude, recordedAt, seenAt, speed, heading, connection, motion, lastMotion } = fleet.columns;
  assert.deepEqual([latitude[0], longitude[0], recordedAt[0]! - 1_780_315_199_500, seenAt[0]! - recordedAt[0]!], [48.001234, 16.999993, 5000, 1200]);
  assert.deepEqual([Math.round(speed[0]! * 10), heading[0], connection[0], motion[0], lastMotion[0]], [5, 10, 1, 1, 1]);
  assert.deepEqual([speed[1], heading[1], recordedAt[1]], [NaN, NaN, 1_780_315_199_501]);
  assert.deepEqual(events, ["updated 0 5000", "updated 1 1"]);
});

test("apply_newStateOnly_leavesEverythingElse", () => {
  apply(snapshot);
  const before = fleet.columns.recordedAt[1];
  assert.ok(apply({ from: 5, to: 6, restated: [{ slot: 1, state: 3 }] }));
  assert.deepEqual([fleet.columns.connection[1], fleet.columns.recordedAt[1], fleet.columns.latitude[1]], [3, before, 48]);
});

test("total_isWhatTheFeedHolds_notWhatWasTold", () => {
  apply({ ...snapshot, partial: true, vehicles: 25_000 });
  assert.deepEqual([fleet.count, fleet.total], [2, 25_000]);
});
