import type { Batch, Vehicle } from "./fleet";

/** One way to put vehicles on a map. */
export interface Engine {
  /** Batches a second that it is fed with. */
  readonly batches: number;
  /** What the server would do beforehand, for the whole fleet and for each batch. */
  prepare?(fleet: readonly Vehicle[]): void;
  prepareBatch?(batch: Batch): void;
  load(element: HTMLElement, fleet: readonly Vehicle[]): Promise<void> | void;
  apply(batch: Batch): void;
  /** The number of the newest batch whose picture has been handed to the browser; 0 is the whole fleet, -1 nothing. */
  shown(): number;
  /** Moves the map by hand, CSS pixels; engines that take real mouse events leave it out. */
  pan?(dx: number, dy: number): void;
}

/** For engines that change the page at once: the picture is handed over with the next animation frame. */
export class AtNextFrame {
  #shown = -1;

  get shown(): number { return this.#shown; }

  changed(number: number): void {
    requestAnimationFrame(() => { this.#shown = number; });
  }
}
