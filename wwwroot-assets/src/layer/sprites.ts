import { type CanvasContext, type Glyph, drawGlyph, hasCourse } from "./glyphs";
import type { Palette } from "./palette";
import { type SpritePixels, toSpritePixels } from "./spritePixels";

/** 5° apart: at the arrow's tip, 10 px out, a step is less than a pixel. */
export const HEADING_STEPS = 72;
/** Half the side of a sprite at scale 1, CSS pixels: the largest glyph and its casing in any direction, and a pixel for smoothing. */
const REACH = 14;

/** One number per picture. */
export function spriteKey(glyph: Glyph, course: number): number {
  if (!hasCourse(glyph)) return glyph * HEADING_STEPS;
  return glyph * HEADING_STEPS + (Math.round((course / 360) * HEADING_STEPS) % HEADING_STEPS);
}

/** Pictures of one palette, glyph scale and pixel ratio, each painted when first asked for. */
export class Sprites {
  /** CSS pixels from the picture's corner to its centre. */
  readonly reach: number;
  readonly #palette: Palette;
  readonly #scale: number;
  readonly #ratio: number;
  readonly #images: (CanvasImageSource | undefined)[] = [];
  #pixels: (SpritePixels | undefined)[] = [];
  #stride = 0; // that #pixels are for

  constructor(palette: Palette, scale: number, ratio: number) {
    this.#palette = palette;
    this.#scale = scale;
    this.#ratio = ratio;
    this.reach = Math.ceil(REACH * scale);
  }

  image(key: number): CanvasImageSource {
    return (this.#images[key] ??= paint(this.reach * 2, this.reach * 2, this.#ratio, (context) => this.#draw(context, key)));
  }

  /** For a blitter of this stride. */
  pixels(key: number, stride: number): SpritePixels {
    if (stride !== this.#stride) this.#pixels = [];
    this.#stride = stride;
    return (this.#pixels[key] ??= this.#rasterise(key, stride));
  }

  #rasterise(key: number, stride: number): SpritePixels {
    // An even side: the centre is a corner between pixels, as it is for `image`.
    const size = Math.ceil(this.reach * this.#ratio) * 2;
    const context = new OffscreenCanvas(size, size).getContext("2d", { willReadFrequently: true })!;
    context.translate(size / 2 - this.reach * this.#ratio, size / 2 - this.reach * this.#ratio);
    context.scale(this.#ratio, this.#ratio);
    this.#draw(context, key);
    return toSpritePixels(new Uint32Array(context.getImageData(0, 0, size, size).data.buffer), size, stride);
  }

  #draw(context: CanvasContext, key: number): void {
    const glyph = Math.floor(key / HEADING_STEPS) as Glyph;
    context.translate(this.reach, this.reach);
    context.rotate(((key % HEADING_STEPS) * 2 * Math.PI) / HEADING_STEPS);
    context.scale(this.#scale, this.#scale);
    drawGlyph(context, glyph, this.#palette);
  }
}

/** A picture of `width` × `height` CSS pixels. An ImageBitmap draws about twice as fast as a canvas. */
export function paint(width: number, height: number, ratio: number, draw: (context: CanvasContext) => void): CanvasImageSource {
  const canvas = new OffscreenCanvas(Math.ceil(width * ratio), Math.ceil(height * ratio));
  const context = canvas.getContext("2d")!;
  context.scale(ratio, ratio);
  draw(context);
  return canvas.transferToImageBitmap();
}
