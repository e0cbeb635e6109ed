import { AFTER_ZOOM } from "../layer/detail";

/** A tile that takes no longer is painted as the screen shows it, whatever the map does. ms. */
const EASY = 12;
/** So much of what painting was thought to take gives way to what the last tile took. */
const NEWS = 1 / 8;

/**
 * How finely to paint the ground: as finely as the screen shows it, but one device pixel per CSS pixel while somebody zooms, where
 * painting takes its time. Every step of a zoom needs a screen full of new tiles, and while they are painted vehicles wait.
 */
export class TileDetail {
  readonly #rested: () => void;
  #zooming = false;
  #timer = 0;
  #took = 0; // to paint a fine tile, ms

  /** `rested` is called when there may be tiles to paint again. */
  constructor(rested: () => void) {
    this.#rested = rested;
  }

  /** A zoom begins. */
  zooming(): void {
    clearTimeout(this.#timer);
    this.#zooming = true;
  }

  /** It has come to its end. */
  zoomed(): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(this.#rest, AFTER_ZOOM);
  }

  /** Of the next tile, device pixels per CSS pixel. */
  ratioFor(screen: number): number {
    return this.#zooming && this.#took > EASY ? Math.min(1, screen) : screen;
  }

  /** A tile as fine as the screen has taken so many ms. */
  painted(ms: number): void {
    this.#took += (ms - this.#took) * NEWS;
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  readonly #rest = (): void => {
    this.#zooming = false;
    this.#rested();
  };
}
