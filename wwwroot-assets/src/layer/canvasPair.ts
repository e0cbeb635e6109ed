/**
 * Two canvases of one size that take turns. Of the one painted last the screen still shows a picture, made without a copy; the other's
 * picture has been replaced by then, so its memory can be painted on again. A canvas that is handed over whole needs fresh memory each
 * time, which takes longer than painting thousands of vehicles.
 */
export class CanvasPair {
  readonly width: number;
  readonly height: number;
  readonly #contexts: OffscreenCanvasRenderingContext2D[] = [];

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
  }

  /** The other one, empty. */
  next(): OffscreenCanvasRenderingContext2D {
    // Of the blitter's pixels and the labels' the former are many more: they stay in memory that is cheap to reach.
    const context = this.#contexts.length < 2
      ? new OffscreenCanvas(this.width, this.height).getContext("2d", { willReadFrequently: true })!
      : this.#contexts.shift()!;
    this.#contexts.push(context);
    context.resetTransform();
    context.clearRect(0, 0, this.width, this.height);
    return context;
  }
}
