import assert from "node:assert/strict";
import { test } from "node:test";
import { Blitter, over } from "../../src/layer/blitter";
import { toSpritePixels } from "../../src/layer/spritePixels";

const RED = 0xff0000ff;
const BLUE = 0xffff0000;
const hex = (colour: number): string => colour.toString(16).padStart(8, "0");

test("over_nothingBelow_keepsTheColourAndItsAlpha", () => {
  assert.equal(hex(over(0x800000ff, 0)), "800000ff");
});

test("over_solidBelow_mixesAndStaysSolid", () => {
  assert.equal(hex(over(0x800000ff, BLUE)), "ff7f0080");
  assert.equal(hex(over(0x01ffffff, 0xff000000)), "ff010101");
  assert.equal(hex(over(0xfe0000ff, BLUE)), "ff0100fe");
});

test("over_halfBelow_addsTheAlphas", () => {
  const mixed = over(0x800000ff, 0x80ff0000);
  assert.equal(mixed >>> 24, 192);
  assert.ok((mixed & 0xff) > ((mixed >>> 16) & 0xff), "what lies on top weighs more");
});

test("toSpritePixels_picture_splitsItByAlphaAroundItsCentre", () => {
  const pixels = new Uint32Array(16);
  pixels[0] = RED; // the corner: two up, two left
  pixels[10] = 0x40ffffff; // (2, 2): the centre
  const sprite = toSpritePixels(pixels, 4, 100);
  assert.deepEqual([[...sprite.solid], [...sprite.solidColours], [...sprite.edge], [...sprite.edgeColours]], [[-202], [RED], [0], [0x40ffffff]]);
});

test("Blitter_sizesThatComeAndGo_useOneBuffer", () => {
  class Image {
    readonly height: number;
    constructor(readonly data: Uint8ClampedArray, readonly width: number) { this.height = data.length / 4 / width; }
  }
  Object.assign(globalThis, { ImageData: Image });
  try {
    const buffers = new Set<unknown>();
    let blitter: Blitter | null = null;
    const dot = { solid: Int32Array.of(0), solidColours: Uint32Array.of(RED), edge: new Int32Array(0), edgeColours: new Uint32Array(0) };
    for (const [width, height] of [[200, 100], [100, 50], [200, 100], [120, 60], [200, 100]] as const) {
      blitter = new Blitter(width, height, 2, blitter);
      buffers.add(blitter.image.data.buffer);
      const pixels = new Uint32Array(blitter.image.data.buffer, 0, blitter.image.width * blitter.image.height);
      assert.deepEqual([blitter.image.width, blitter.image.height, pixels.every((pixel) => pixel === 0)], [width + 4, height + 4, true]);
      blitter.blit(dot, width, height);
      assert.equal(pixels[(height + 2) * (width + 4) + width + 2], RED);
    }
    assert.equal(buffers.size, 1);
  } finally {
    delete (globalThis as Record<string, unknown>)["ImageData"];
  }
});
