import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { DrawLoop } from "../../src/layer/drawLoop";

let frames: (() => void)[];
let timers: number[];
let waiting: boolean;
let draws: number;
let loop: DrawLoop;

/** Lets the browser come to its next frame. */
function frame(): void {
  const due = frames;
  frames = [];
  for (const run of due) run();
}

beforeEach(() => {
  frames = [];
  timers = [];
  waiting = false;
  draws = 0;
  const window = { setTimeout: (_: () => void, ms: number) => timers.push(ms) };
  Object.assign(globalThis, { window, requestAnimationFrame: (run: () => void) => frames.push(run), cancelAnimationFrame: () => undefined });
  loop = new DrawLoop({ draw: () => { draws++; }, isWaiting: () => waiting, isOffThread: () => true });
});

afterEach(() => {
  for (const name of ["window", "requestAnimationFrame", "cancelAnimationFrame"]) delete (globalThis as Record<string, unknown>)[name];
});

test("drawn_nothingMoves_asksForNoFrameAndNoTimer", () => {
  loop.changed();
  frame();
  loop.drawn(1);
  assert.deepEqual([draws, frames.length, timers.length], [1, 0, 0]);
});

test("changed_oftenWithinAFrame_drawsOnce", () => {
  for (let i = 0; i < 100; i++) loop.changed();
  frame();
  assert.equal(draws, 1);
});

test("changed_whileADrawingIsUnderWay_drawsOnceMoreWhenItIsThere", () => {
  loop.changed();
  frame();
  for (let i = 0; i < 100; i++) loop.changed();
  frame();
  assert.equal(draws, 1);
  loop.drawn(30);
  frame();
  assert.equal(draws, 2);
});

test("drawn_somethingMovesSlowly_waitsOnATimerNotOnFrames", () => {
  loop.changed();
  frame();
  loop.pace.moves(0.0005, 0); // half a pixel per second
  loop.drawn(1);
  assert.equal(frames.length, 0);
  assert.ok(timers[0]! > 300, String(timers));
});

test("changed_whileWaiting_drawsNothing", () => {
  waiting = true;
  loop.changed();
  frame();
  assert.equal(draws, 0);
  waiting = false;
  loop.changed();
  frame();
  assert.equal(draws, 1);
});

test("drawn_aCrowdGlides_drawsAsOftenAsItMovesByAPixel", () => {
  loop.changed();
  frame();
  loop.pace.coarse = true;
  loop.pace.moves(0.002, 0); // two pixels per second
  loop.drawn(30);
  assert.equal(frames.length, 0);
  assert.ok(timers[0]! > 450, String(timers));
});

test("changed_whileAPictureWaitsForTheEndOfAZoom_drawsOnceAfterIt", () => {
  loop.changed();
  frame();
  waiting = true; // it is there, and the animation goes on
  loop.drawn(10);
  for (let i = 0; i < 10; i++) {
    loop.changed();
    frame();
  }
  assert.equal(draws, 1);
  waiting = false;
  loop.changed();
  frame();
  loop.drawn(10);
  frame();
  assert.equal(draws, 2);
});

test("isCurrent_untilSomethingChangedOrMovedVisibly_isTrue", () => {
  loop.changed();
  assert.ok(!loop.isCurrent);
  frame();
  assert.ok(!loop.isCurrent, "the drawing is under way");
  loop.drawn(1);
  assert.ok(loop.isCurrent);
  loop.pace.moves(1e-9, 0);
  assert.ok(loop.isCurrent);
  loop.pace.moves(Infinity, 0);
  assert.ok(!loop.isCurrent);
});
