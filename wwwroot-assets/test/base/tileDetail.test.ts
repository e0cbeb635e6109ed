import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { TileDetail } from "../../src/base/tileDetail";

let rested: number;
let detail: TileDetail;

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  Object.assign(globalThis, { window: globalThis });
  rested = 0;
  detail = new TileDetail(() => rested++);
});

afterEach(() => {
  mock.timers.reset();
  delete (globalThis as Record<string, unknown>)["window"];
});

function paintsIn(ms: number): void {
  for (let i = 0; i < 30; i++) detail.painted(ms);
}

test("ratioFor_slowMachineZooming_isCoarseUntilTheMapRests", () => {
  paintsIn(40);
  assert.equal(detail.ratioFor(2), 2);
  detail.zooming();
  assert.equal(detail.ratioFor(2), 1);
  detail.zoomed();
  assert.equal(detail.ratioFor(2), 1);

  mock.timers.tick(500);
  assert.deepEqual([detail.ratioFor(2), rested], [2, 1]);
});

test("zooming_againBeforeTheRest_putsItOff", () => {
  detail.zooming();
  detail.zoomed();
  mock.timers.tick(400);
  detail.zooming();
  mock.timers.tick(400);
  detail.zoomed();
  mock.timers.tick(499);
  assert.equal(rested, 0);
  mock.timers.tick(1);
  assert.equal(rested, 1);
});

test("ratioFor_fastMachine_isAlwaysFine", () => {
  paintsIn(10);
  detail.zooming();
  assert.equal(detail.ratioFor(2), 2);
});

test("ratioFor_oneSlowTile_saysNothing", () => {
  paintsIn(5);
  detail.painted(50);
  detail.zooming();
  assert.equal(detail.ratioFor(2), 2);
});

test("ratioFor_pageZoomedOut_isNeverFinerThanTheScreen", () => {
  paintsIn(40);
  detail.zooming();
  assert.equal(detail.ratioFor(0.8), 0.8);
});

test("dispose_beforeTheRest_callsNobody", () => {
  detail.zooming();
  detail.zoomed();
  detail.dispose();
  mock.timers.tick(1000);
  assert.equal(rested, 0);
});
