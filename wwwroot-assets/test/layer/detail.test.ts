import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { Detail } from "../../src/layer/detail";

let frames: (() => void)[];
let timers: Map<number, () => void>;
let changes: number;
let detail: Detail;

/** Paints a picture of 1600 × 900 CSS pixels with so many vehicles on it; returns its ratio. */
function paint(count = 100, screen = 2): number {
  const ratio = detail.ratioFor(1600, 900, screen);
  detail.drawn(count);
  return ratio;
}

function frame(): void {
  for (const run of frames.splice(0)) run();
}

function settle(): void {
  const due = [...timers.values()];
  timers.clear();
  for (const run of due) run();
}

beforeEach(() => {
  frames = [];
  timers = new Map();
  changes = 0;
  let last = 0;
  Object.assign(globalThis, {
    window: { setTimeout: (run: () => void) => { timers.set(++last, run); return last; } },
    clearTimeout: (id: number) => timers.delete(id), requestAnimationFrame: (run: () => void) => frames.push(run),
  });
  detail = new Detail(() => { changes++; });
});

const { clearTimeout } = globalThis;
afterEach(() => {
  Object.assign(globalThis, { clearTimeout });
  for (const name of ["window", "requestAnimationFrame"]) delete (globalThis as Record<string, unknown>)[name];
});

test("ratioFor_mapAtRest_isTheScreens", () => {
  assert.equal(paint(), 2);
  assert.equal(timers.size, 0);
});

test("ratioFor_whileMoving_isOneAndTheScreensAgainAtRest", () => {
  paint();
  detail.moving = true;
  frame();
  assert.equal(changes, 1, "the fine picture is replaced at once");
  assert.equal(paint(), 1);
  detail.moving = false;
  assert.equal(changes, 2);
  assert.equal(paint(), 2);
});

test("moving_manyPicturesInOneDrag_asksForTwoMore", () => {
  paint();
  detail.moving = true;
  frame();
  for (let i = 0; i < 50; i++) assert.equal(paint(), 1);
  detail.moving = false;
  paint();
  assert.deepEqual([changes, timers.size], [2, 0]);
});

test("moving_mapIsPutElsewhereWithinOneTask_asksForNothing", () => {
  paint();
  detail.moving = true;
  detail.moving = false;
  frame();
  assert.equal(changes, 0, "a followed vehicle would never let the map rest");
});

for (const [screen, width, height] of [[1, 3840, 2160], [1.5, 1280, 720], [3, 390, 844]] as const) {
  test(`ratioFor_${width}by${height}AtRatio${screen}_isTheScreensWhateverMoves`, () => {
    detail.moving = true;
    assert.equal(detail.ratioFor(width, height, screen), screen);
    frame();
    assert.equal(changes, 0);
  });
}

test("drawn_aMassOfVehicles_isCoarseUntilNothingHasChangedForAWhile", () => {
  assert.equal(paint(100_000), 2);
  assert.equal(paint(100_000), 1);
  assert.equal(timers.size, 1);
  assert.equal(paint(100_000), 1);
  assert.equal(timers.size, 1, "each picture begins the wait anew");
  settle();
  assert.equal(changes, 1);
  assert.equal(paint(100_000), 2);
  assert.equal(timers.size, 0, "and then there is nothing more to do");
});

test("expect_aMass_isCoarseFromTheFirstPictureOn", () => {
  detail.expect(100_000);
  assert.equal(paint(100_000), 1);
  assert.deepEqual([changes, timers.size], [0, 1]);
});

test("drawn_coarseForAMassThatIsNone_isPaintedFinelyAtOnce", () => {
  detail.expect(100_000);
  assert.equal(paint(3), 1, "all of them are in clusters");
  assert.deepEqual([changes, timers.size], [1, 0]);
  assert.equal(paint(3), 2);
  assert.equal(changes, 1);
});

test("drawn_massWhileMoving_settlesNotBeforeTheMapRests", () => {
  paint(100_000);
  detail.moving = true;
  paint(100_000);
  assert.equal(timers.size, 0);
});

/** Turns the wheel by one step: the picture for the end of the animation, the end, and what is painted then. */
function zoom(count = 100): number[] {
  detail.moving = true;
  const during = paint(count);
  detail.zoomed();
  detail.moving = false;
  return [during, paint(count)];
}

test("zoomed_restsAfterwards_asksForOneFinePictureALittleLater", () => {
  paint();
  assert.deepEqual(zoom(), [1, 1]);
  assert.equal(changes, 0, "the end of the movement asks for nothing by itself");
  assert.equal(paint(), 1, "news are not painted finely meanwhile");
  settle();
  assert.deepEqual([changes, paint(), timers.size], [1, 2, 0]);
});

test("zoomed_wheelGoesOnTurning_isPaintedFinelyOnlyAtTheEnd", () => {
  paint();
  for (let i = 0; i < 5; i++) assert.deepEqual(zoom(), [1, 1]);
  settle();
  assert.deepEqual([changes, paint()], [1, 2]);
});

test("zoomed_finePictureIsStillBeingPainted_paintsTheNextOnesCoarselyAsWell", () => {
  paint();
  const ratio = detail.ratioFor(1600, 900, 2); // begins before the wheel is turned, and is not there before the animation has ended
  detail.moving = true;
  detail.zoomed();
  detail.moving = false;
  detail.drawn(100);
  assert.deepEqual([ratio, paint()], [2, 1]);
  settle();
  assert.deepEqual([changes, paint()], [1, 2]);
});

test("zoomed_massOfVehicles_settlesOnce", () => {
  paint(100_000);
  zoom(100_000);
  settle();
  assert.deepEqual([changes, paint(100_000), timers.size], [1, 2, 0]);
});

test("zoomed_draggedMeanwhile_isPaintedFinelyWhenTheMapRests", () => {
  paint();
  zoom();
  detail.moving = true;
  settle();
  assert.deepEqual([changes, paint()], [0, 1]);
  detail.moving = false;
  assert.deepEqual([changes, paint()], [1, 2]);
});

test("zoomed_finePicture_asksForNothing", () => {
  paint(100, 1);
  detail.moving = true;
  paint(100, 1);
  detail.zoomed();
  detail.moving = false;
  assert.deepEqual([changes, timers.size], [0, 0]);
});

test("dispose_afterAZoom_asksForNothing", () => {
  paint();
  zoom();
  detail.dispose();
  settle();
  assert.equal(changes, 0);
});

test("dispose_whileSettling_asksForNothing", () => {
  paint(100_000);
  paint(100_000);
  detail.dispose();
  settle();
  assert.equal(changes, 0);
});
