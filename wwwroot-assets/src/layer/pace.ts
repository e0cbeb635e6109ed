/** A marker may be this far behind before it is worth drawing everything again, CSS pixels and degrees. */
const SHIFT = 0.2;
const TURN = 2.5;
/** The same of markers that move in whole pixels, between pictures of so many headings. */
const COARSE_SHIFT = 1;
const COARSE_TURN = 5;

/** When to draw next: as soon as something has visibly moved, but never so often that drawing takes most of the time. */
export class Pace {
  /** Whether markers stand on whole pixels. */
  coarse = false;
  #cost = 0; // ms per drawing, smoothed
  #pixels = 0; // per ms, of the fastest marker in view
  #degrees = 0;

  get pixels(): number { return this.#pixels; }
  get degrees(): number { return this.#degrees; }

  /** Call before each drawing. */
  reset(): void {
    this.#pixels = this.#degrees = 0;
  }

  /** What one marker in view does, per ms; true = it is the fastest so far. */
  moves(pixels: number, degrees: number): boolean {
    const faster = pixels > this.#pixels || degrees > this.#degrees;
    if (pixels > this.#pixels) this.#pixels = pixels;
    if (degrees > this.#degrees) this.#degrees = degrees;
    return faster;
  }

  spent(ms: number): void {
    this.#cost = this.#cost === 0 ? ms : this.#cost * 0.7 + ms * 0.3;
  }

  /** ms after a drawing until movement is worth another; Infinity when nothing moves. */
  untilMoved(): number {
    const [shift, turn] = this.coarse ? [COARSE_SHIFT, COARSE_TURN] : [SHIFT, TURN];
    return Math.min(this.#pixels > 0 ? shift / this.#pixels : Infinity, this.#degrees > 0 ? turn / this.#degrees : Infinity);
  }

  /**
   * ms that have to pass between drawings. On the page's own thread drawing must leave most of the time to everything else, above all to
   * the map's own frames while it is being panned; elsewhere it only competes for the machine, and news (`fresh`) need not wait.
   */
  rest(panning: boolean, fresh: boolean, offThread: boolean): number {
    if (!offThread) return panning ? Math.max(120, this.#cost * 10) : this.#cost < 5 ? 0 : this.#cost * 2;
    if (fresh) return 0;
    // News that come meanwhile would have to wait for the end of a drawing: most of the time there must be none.
    return panning ? Math.max(120, this.#cost * 3) : this.#cost * 2;
  }
}
