import { Pace } from "./pace";

/** A wait that long is left to a timer: no frame has to run for it. ms. */
const LONG_WAIT = 40;
const FRAME = 16;

export interface DrawLoopHost {
  /** Begins a drawing; `drawn` is called when it is there. */
  draw(): void;
  /** Whether to leave what is drawn as it is; whoever ends that calls `changed`. */
  isWaiting(): boolean;
  /** Whether drawing happens on another thread. */
  isOffThread(): boolean;
}

/** Runs `draw` when something changed or has moved far enough, one at a time, at the pace that leaves room for everything else. */
export class DrawLoop {
  readonly pace = new Pace();
  /** The map is being panned: its frames come first. */
  panning = false;
  readonly #host: DrawLoopHost;
  #frame = 0; // pending animation frame
  #timer = 0; // pending timeout
  #dirty = false;
  #drawing = false;
  #lastDrawn = 0;

  constructor(host: DrawLoopHost) {
    this.#host = host;
  }

  /** Whether what is drawn is what is there now, as far as anybody can see. */
  get isCurrent(): boolean { return !this.#dirty && !this.#drawing && performance.now() - this.#lastDrawn < this.pace.untilMoved(); }

  readonly changed = (): void => {
    this.#dirty = true;
    this.schedule();
  };

  /** Plans the next drawing, if there is to be one. */
  schedule(): void {
    if (this.#drawing) return;
    const wait = this.#wait();
    clearTimeout(this.#timer);
    if (wait === Infinity) return;
    if (wait > LONG_WAIT) this.#timer = window.setTimeout(this.#request, wait - FRAME);
    else this.#request();
  }

  /** The drawing that was begun is there; it cost so many ms. */
  drawn(cost: number): void {
    this.#drawing = false;
    this.#lastDrawn = performance.now();
    this.pace.spent(cost);
    this.schedule();
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
  }

  /** ms until drawing is worth it and affordable; Infinity when nothing moves. */
  #wait(): number {
    const due = this.#dirty ? 0 : this.pace.untilMoved();
    return Math.max(due, this.pace.rest(this.panning, this.#dirty, this.#host.isOffThread())) - (performance.now() - this.#lastDrawn);
  }

  readonly #request = (): void => {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(this.#onFrame);
  };

  readonly #onFrame = (): void => {
    this.#frame = 0;
    if (this.#drawing || this.#host.isWaiting()) return;
    if (this.#wait() > 1) return this.schedule();
    this.#dirty = false;
    this.#drawing = true;
    this.pace.reset();
    this.#host.draw();
  };
}
