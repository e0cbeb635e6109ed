import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { CanvasPair } from "../../src/layer/canvasPair";

let made: FakeCanvas[];

class FakeCanvas {
  readonly calls: string[] = [];
  constructor(readonly width: number, readonly height: number) { made.push(this); }
  getContext(): unknown {
    return {
      canvas: this, resetTransform: () => this.calls.push("reset"),
      clearRect: (...box: number[]) => this.calls.push(`clear ${box.join(" ")}`),
    };
  }
}

before(() => { Object.assign(globalThis, { OffscreenCanvas: FakeCanvas }); });
after(() => delete (globalThis as Record<string, unknown>)["OffscreenCanvas"]);

test("next_manyPictures_takesTurnsAndNeedsNoMoreThanTwoCanvases", () => {
  made = [];
  const pair = new CanvasPair(300, 200);
  const canvases = Array.from({ length: 7 }, () => pair.next().canvas);
  assert.equal(made.length, 2);
  assert.deepEqual(made.map(({ width, height }) => [width, height]), [[300, 200], [300, 200]]);
  for (let i = 1; i < canvases.length; i++) assert.notEqual(canvases[i], canvases[i - 1], "the screen still shows that one");
});

test("next_paintedBefore_isEmptyWhateverItsTransform", () => {
  made = [];
  const pair = new CanvasPair(300, 200);
  for (let i = 0; i < 3; i++) pair.next();
  assert.deepEqual(made[0]!.calls.slice(-2), ["reset", "clear 0 0 300 200"]);
});
