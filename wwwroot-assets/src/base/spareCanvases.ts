/** Device pixels of spare canvases: a screen full of tiles at ratio 1, that one zoom leaves to the next. The memory of more is given back. */
const MOST_SPARE = 8_000_000;

interface Sized { readonly width: number; readonly height: number }

/** Square canvases that are not needed just now, with their memory. */
export class SpareCanvases<Canvas extends Sized> {
  readonly #canvases: Canvas[] = [];

  /** One of so many device pixels a side, if there is any. */
  take(side: number): Canvas | undefined {
    const at = this.#canvases.findIndex(({ width }) => width === side);
    return at < 0 ? undefined : this.#canvases.splice(at, 1)[0];
  }

  put(canvas: Canvas): void {
    this.#canvases.push(canvas);
    let pixels = this.#canvases.reduce((sum, { width, height }) => sum + width * height, 0);
    // The oldest go first: they may be of a size that is not asked for any more.
    while (pixels > MOST_SPARE) {
      const { width, height } = this.#canvases.shift()!;
      pixels -= width * height;
    }
  }
}
