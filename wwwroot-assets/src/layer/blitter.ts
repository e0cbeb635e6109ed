import type { SpritePixels } from "./spritePixels";

/**
 * Copies sprites into a picture by hand, in whole pixels. For thousands of small sprites this is several times faster than asking the
 * canvas, which sets itself up for each.
 */
export class Blitter {
  /** Width of the picture with its margin, device pixels. */
  readonly stride: number;
  readonly image: ImageData;
  /** Around the picture, so that no sprite has to be clipped. */
  readonly margin: number;
  readonly #pixels: Uint32Array;

  /** `before`: one that is no longer used. Its memory is taken when it is enough: pictures are large, and their sizes come and go. */
  constructor(width: number, height: number, margin: number, before: Blitter | null = null) {
    this.margin = margin;
    this.stride = width + 2 * margin;
    const length = this.stride * (height + 2 * margin);
    const old = before?.image.data.buffer as ArrayBuffer | undefined;
    const memory = old !== undefined && old.byteLength >= length * 4 ? old : new ArrayBuffer(length * 4);
    this.image = new ImageData(new Uint8ClampedArray(memory, 0, length * 4), this.stride);
    this.#pixels = new Uint32Array(memory, 0, length);
    if (memory === old) this.clear();
  }

  clear(): void {
    this.#pixels.fill(0);
  }

  /** `x`, `y`: the sprite's centre, device pixels of the picture, no further outside than the margin allows. */
  blit(sprite: SpritePixels, x: number, y: number): void {
    const pixels = this.#pixels;
    const at = (y + this.margin) * this.stride + x + this.margin;
    const { solid, solidColours, edge, edgeColours } = sprite;
    for (let i = 0; i < solid.length; i++) pixels[at + solid[i]!] = solidColours[i]!;
    for (let i = 0; i < edge.length; i++) {
      const to = at + edge[i]!;
      pixels[to] = over(edgeColours[i]!, pixels[to]!);
    }
  }
}

/** One colour laid over another; both with their alpha apart, as ImageData has them. */
export function over(top: number, below: number): number {
  const belowAlpha = below >>> 24;
  if (belowAlpha === 0) return top;
  const alpha = top >>> 24;
  if (belowAlpha === 255) {
    const share = alpha + (alpha >> 7); // of 256
    const rest = 256 - share;
    const redBlue = ((Math.imul(top & 0xff00ff, share) + Math.imul(below & 0xff00ff, rest) + 0x800080) >>> 8) & 0xff00ff;
    const green = ((Math.imul((top >>> 8) & 0xff, share) + Math.imul((below >>> 8) & 0xff, rest) + 0x80) >>> 8) << 8;
    return (0xff000000 | redBlue | green) >>> 0;
  }
  const kept = (belowAlpha * (255 - alpha)) / 255;
  const sum = alpha + kept;
  const mix = (shift: number): number => Math.round((((top >>> shift) & 0xff) * alpha + ((below >>> shift) & 0xff) * kept) / sum) << shift;
  return ((Math.round(sum) << 24) | mix(16) | mix(8) | mix(0)) >>> 0;
}
