import { type CanvasContext, type Glyph, drawGlyph, hasCourse } from "./glyphs";
import type { Palette } from "./palette";

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

  constructor(palette: Palette, scale: number, ratio: number) {
    this.#palette = palette;
    this.#scale = scale;
    this.#ratio = ratio;
    this.reach = Math.ceil(REACH * scale);
  }

  get(key: number): CanvasImageSource {
    return (this.#images[key] ??= this.#paint(key));
  }

  #paint(key: number): CanvasImageSource {
    const glyph = Math.floor(key / HEADING_STEPS) as Glyph;
    return paint(this.reach * 2, this.reach * 2, this.#ratio, (context) => {
      context.translate(this.reach, this.reach);
      context.rotate(((key % HEADING_STEPS) * 2 * Math.PI) / HEADING_STEPS);
      context.scale(this.#scale, this.#scale);
      drawGlyph(context, glyph, this.#palette);
    });
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
