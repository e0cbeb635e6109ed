import { SpareCanvases } from "./spareCanvases";

/**
 * Canvases for tiles, painted on again when nobody shows their picture any more: fresh memory for a tile takes longer than painting it.
 * A picture shares the memory of its canvas. Would it still be shown, the browser would make a copy of it first.
 */
export class CanvasPool {
  readonly #lent = new Map<number, OffscreenCanvas>();
  readonly #spare = new SpareCanvases<OffscreenCanvas>();

  /** A square canvas of so many device pixels, with whatever is on it, for the tile of this key. */
  lend(key: number, side: number): OffscreenCanvasRenderingContext2D {
    const used = this.#spare.take(side);
    const canvas = used ?? new OffscreenCanvas(side, side);
    const context = canvas.getContext("2d", { alpha: false })!;
    // As it was when it was new.
    if (used !== undefined) context.restore();
    context.save();
    this.#lent.set(key, canvas);
    return context;
  }

  /** The tiles of these keys are shown no more. */
  takeBack(keys: readonly number[]): void {
    for (const key of keys) {
      const canvas = this.#lent.get(key);
      this.#lent.delete(key);
      if (canvas !== undefined) this.#spare.put(canvas);
    }
  }
}
