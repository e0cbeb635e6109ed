import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { History, TAIL, TRAIL_TIME } from "../../src/layer/history";
import { Trail } from "../../src/layer/trail";

const T = 1_780_315_200_000;
const MINUTE = 60_000;
let history: History;

/** Drives east, a report every ten seconds. */
function drive(minutes: number, slot = 0): void {
  for (let i = 0; i < minutes * 6; i++) history.add(slot, 0.5 + i * 1e-5, 0.5, T + i * 10_000, 10_000, false);
}

beforeEach(() => {
  history = new History();
  history.reserve(100);
});

test("add_reportsEveryTenSeconds_keepsHalfAnHourInSteps", () => {
  drive(60);
  const points = history.since(0, T + 60 * MINUTE - TRAIL_TIME);
  assert.ok(points.length > 40 && points.length <= 60, String(points.length));
  assert.ok(points.every(({ gap }) => !gap));
  assert.ok(Math.abs(points.at(-1)!.x - 0.5 - 359e-5) < 4e-5);
});

test("add_standing_keepsOnePoint", () => {
  for (let i = 0; i < 50; i++) history.add(0, 0.5, 0.5, T + i * MINUTE, MINUTE, false);
  assert.equal(history.since(0, 0).length, 1);
});

test("add_afterSilence_marksTheGap", () => {
  drive(1);
  history.add(0, 0.6, 0.5, T + 10 * MINUTE, 9 * MINUTE, false);
  assert.deepEqual(history.since(0, 0).map(({ gap }) => gap), [false, false, true]);
});

test("add_jump_isAGapHoweverSoon", () => {
  history.add(0, 0.5, 0.5, T, 0, false);
  history.add(0, 0.7, 0.5, T + 5000, 5000, true);
  assert.deepEqual(history.since(0, 0).map(({ gap }) => gap), [false, true]);
});

test("add_olderThanTheLast_isIgnored", () => {
  history.add(0, 0.5, 0.5, T, 0, false);
  history.add(0, 0.6, 0.5, T - MINUTE, 0, false);
  assert.equal(history.since(0, 0).length, 1);
});

test("since_overTheAntimeridian_goesOnBeyondTheEdge", () => {
  history.add(0, 0.99999, 0.5, T, 0, false);
  history.add(0, 0.00001, 0.5, T + MINUTE, MINUTE, false);
  const [a, b] = history.since(0, 0);
  assert.ok(Math.abs(b!.x - a!.x - 0.00002) < 1e-8);
});

test("forget_slotHandedOn_knowsNothingOfTheOther", () => {
  drive(5);
  history.forget(0);
  assert.deepEqual(history.since(0, 0), []);
});

test("reserve_grown_keepsWhatIsKnown", () => {
  drive(5, 7);
  history.reserve(200);
  assert.ok(history.since(7, 0).length > 5);
});

test("tail_moving_isNewestFirstAndEndsBeforeTheLastReport", () => {
  drive(5);
  const into = new Float32Array(4 * TAIL).fill(7);
  history.tail(0, 0.5 + 29e-5, 0.5, T, T + 290_000, into, 2 * TAIL);
  const xs = Array.from({ length: TAIL }, (_, k) => into[2 * TAIL + 2 * k]!);
  assert.ok(xs.every((x, k) => x < 0 && (k === 0 || x < xs[k - 1]!)), String(xs));
  assert.equal(into[2 * TAIL - 1], 7, "nobody else's part is touched");
});

test("tail_gap_endsIt", () => {
  drive(2);
  history.add(0, 0.5, 0.6, T + 10 * MINUTE, 8 * MINUTE, false);
  const into = new Float32Array(2 * TAIL);
  history.tail(0, 0.5, 0.6, 0, Infinity, into, 0);
  assert.deepEqual([into[0], Number.isNaN(into[2]!)], [0, true]);
});

test("between_trail_fadesAndEndsWhereTheMarkerIs", () => {
  const trail = new Trail();
  trail.follow(5, () => [{ x: 0.5, y: 0.5, time: T, gap: false }]);
  trail.add({ x: 0.6, y: 0.5, time: T + MINUTE, gap: true });
  trail.add({ x: 0.7, y: 0.5, time: T + 2 * MINUTE, gap: false });
  const columns = trail.between(T, T + 2 * MINUTE)!;
  assert.deepEqual([[...columns.freshness], [...columns.gaps]], [[0, 0.5], [0, 1]]);
});

test("follow_anotherVehicle_forgetsTheFirst", () => {
  const trail = new Trail();
  trail.follow(5, () => [{ x: 0.5, y: 0.5, time: T, gap: false }]);
  trail.follow(6, () => []);
  assert.equal(trail.between(0, Infinity), null);
});
