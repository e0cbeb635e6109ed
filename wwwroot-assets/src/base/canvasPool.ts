/** Device pixels of spare canvases: a screen full of tiles at ratio 1, that one zoom leaves to the next. The memory of more is given back. */
const MOST_SPARE = 8_000_000;

/**
 * Canvases for tiles, painted on again when nobody shows their picture any more: fresh memory for a tile takes longer than painting it.
 * A picture shares the memory of its canvas. Would it still be shown, the browser would make a copy of it first.
 */
export class CanvasPool {
  readonly #lent = new Map<number, OffscreenCanvasRenderingContext2D>();
  readonly #spare: OffscreenCanvasRenderingContext2D[] = [];

  /** A square canvas of so many device pixels, with whatever is on it, for the tile of this key. */
  lend(key: number, side: number): OffscreenCanvasRenderingContext2D {
    const at = this.#spare.findIndex(({ canvas }) => canvas.width === side);
    const context = at < 0 ? new OffscreenCanvas(side, side).getContext("2d", { alpha: false })! : this.#spare.splice(at, 1)[0]!;
    // As it was when it was new.
    if (at >= 0) context.restore();
    context.save();
    this.#lent.set(key, context);
    return context;
  }

  /** The tiles of these keys are shown no more. */
  takeBack(keys: readonly number[]): void {
    for (const key of keys) {
      const context = this.#lent.get(key);
      this.#lent.delete(key);
      if (context !== undefined) this.#spare.push(context);
    }
    let pixels = this.#spare.reduce((sum, context) => sum + areaOf(context), 0);
    // The oldest go first: they may be of a size that is not asked for any more.
    while (pixels > MOST_SPARE) pixels -= areaOf(this.#spare.shift()!);
  }
}

function areaOf({ canvas }: OffscreenCanvasRenderingContext2D): number {
  return canvas.width * canvas.height;
}
