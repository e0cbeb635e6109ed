/** A sprite for the blitter: only pixels that are something, as places relative to its centre on a canvas of one width. */
export interface SpritePixels {
  /** Places and colours (as ImageData holds them, little-endian) of pixels that cover what is below. */
  readonly solid: Int32Array;
  readonly solidColours: Uint32Array;
  /** The same of those that let it shine through. */
  readonly edge: Int32Array;
  readonly edgeColours: Uint32Array;
}

/** `pixels` is a square picture; `stride` the width of the canvas it will be drawn on, device pixels. */
export function toSpritePixels(pixels: Uint32Array, size: number, stride: number): SpritePixels {
  const centre = size >> 1;
  const solid: number[] = [];
  const solidColours: number[] = [];
  const edge: number[] = [];
  const edgeColours: number[] = [];
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const colour = pixels[y * size + x]!;
      const alpha = colour >>> 24;
      if (alpha === 0) continue;
      (alpha === 255 ? solid : edge).push((y - centre) * stride + x - centre);
      (alpha === 255 ? solidColours : edgeColours).push(colour);
    }
  }
  return { solid: Int32Array.from(solid), solidColours: Uint32Array.from(solidColours), edge: Int32Array.from(edge), edgeColours: Uint32Array.from(edgeColours) };
}
