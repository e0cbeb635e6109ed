import { Pace } from "./pace";

/** A wait that long is left to a timer: no frame has to run for it. ms. */
const LONG_WAIT = 40;
const FRAME = 16;

/** Runs `draw` when something changed or has moved far enough, at the pace that leaves room for everything else. */
export class DrawLoop {
  readonly pace = new Pace();
  /** The map is being panned: its frames come first. */
  panning = false;
  readonly #draw: () => void;
  /** Whether to leave what is drawn as it is; whoever ends that calls `changed`. */
  readonly #isWaiting: () => boolean;
  #frame = 0; // pending animation frame
  #timer = 0; // pending timeout
  #dirty = false;
  #lastDrawn = 0;

  constructor(draw: () => void, isWaiting: () => boolean) {
    this.#draw = draw;
    this.#isWaiting = isWaiting;
  }

  readonly changed = (): void => {
    this.#dirty = true;
    this.schedule();
  };

  /** Plans the next drawing, if there is to be one. */
  schedule(): void {
    const wait = this.#wait();
    clearTimeout(this.#timer);
    if (wait === Infinity) return;
    if (wait > LONG_WAIT) this.#timer = window.setTimeout(this.#request, wait - FRAME);
    else this.#request();
  }

  /** A drawing that began at `start` is done. */
  drawn(start: number): void {
    this.#dirty = false;
    this.#lastDrawn = performance.now();
    this.pace.spent(this.#lastDrawn - start);
    this.schedule();
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
  }

  /** ms until drawing is worth it and affordable; Infinity when nothing moves. */
  #wait(): number {
    const due = this.#dirty ? 0 : this.pace.untilMoved();
    return Math.max(due, this.pace.rest(this.panning)) - (performance.now() - this.#lastDrawn);
  }

  readonly #request = (): void => {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(this.#onFrame);
  };

  readonly #onFrame = (): void => {
    this.#frame = 0;
    if (this.#isWaiting()) return;
    if (this.#wait() <= 1) this.#draw();
    else this.schedule();
  };
}
