import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { CanvasFrame } from "../../src/layer/frame";
import { type Finished, PictureGate } from "../../src/layer/pictureGate";

let shown: number[];
let closed: number[];
let painted: number;
let gate: PictureGate;

/** The next picture, of this scale. */
function picture(scale: number): Finished {
  const number = ++painted;
  return { image: { number, close: () => closed.push(number) } as unknown as ImageBitmap, frame: { scale } as CanvasFrame };
}

beforeEach(() => {
  [shown, closed, painted] = [[], [], 0];
  gate = new PictureGate(({ image }) => shown.push((image as unknown as { number: number }).number));
});

test("present_atRest_isShownAtOnce", () => {
  assert.equal(gate.present(picture(512)), true);
  assert.equal(gate.present(picture(512)), true);
  assert.deepEqual([shown, closed, gate.holds], [[1, 2], [], false]);
});

test("present_duringAZoomAnimation_waitsForItsEnd", () => {
  gate.begin(1024);
  assert.equal(gate.present(picture(1024)), false);
  assert.deepEqual([shown, gate.holds], [[], true]);
  assert.equal(gate.end(), true);
  assert.deepEqual([shown, gate.holds], [[1], false]);
});

test("present_twiceDuringAnAnimation_showsTheNewerOneOnly", () => {
  gate.begin(1024);
  gate.present(picture(1024));
  gate.present(picture(1024));
  gate.end();
  assert.deepEqual([shown, closed], [[2], [1]]);
});

test("present_paintedBeforeTheAnimation_doesNotKeepTheOneForItsEndAway", () => {
  gate.begin(1024);
  assert.equal(gate.present(picture(512)), false);
  assert.deepEqual([gate.holds, closed], [false, [1]]);
  gate.present(picture(1024));
  gate.end();
  assert.deepEqual(shown, [2]);
});

test("present_paintedBeforeTheAnimationAndThereAfterIt_isNotShown", () => {
  gate.begin(1024);
  gate.at(1024);
  assert.equal(gate.end(), false, "nothing was waiting");
  assert.equal(gate.present(picture(512)), false);
  assert.equal(gate.present(picture(1024)), true);
  assert.deepEqual([shown, closed], [[2], [1]]);
});

test("present_zoomedByFingersAfterAnAnimation_isShownWhateverItsScale", () => {
  gate.begin(1024);
  gate.end();
  for (const scale of [900, 800, 700]) {
    gate.at(scale);
    assert.equal(gate.present(picture(scale + 50)), true, "fingers never rest: every picture is a little late");
  }
});

test("present_afterTheFirstPictureOfAnAnimationsEnd_isShownWhateverItsScale", () => {
  gate.begin(1024);
  gate.present(picture(1024));
  gate.end();
  assert.equal(gate.present(picture(512)), true, "the map was put elsewhere without an animation");
});

test("dispose_pictureWaits_givesItBack", () => {
  gate.begin(1024);
  gate.present(picture(1024));
  gate.dispose();
  assert.deepEqual(closed, [1]);
});
