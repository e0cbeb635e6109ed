/** Device pixels of the view that any machine paints and moves quickly. */
const EASY = 4_000_000;
/** More vehicles in a picture than this lie over each other: no screen shows their details. */
const MASS = 40_000;
/** So long nothing must have been painted before a mass is painted finely. ms. */
const SETTLE = 2000;
/** So long after a zoom vehicles and ground are painted finely again: often the next step of the wheel is near. ms. */
export const AFTER_ZOOM = 500;

/**
 * How finely to paint: as finely as the screen shows it when the map rests, one device pixel per CSS pixel while a large map is on the
 * move or a mass of vehicles is. On a large screen of ratio 2 that is a quarter of the pixels to paint, to hand over and to put together.
 */
export class Detail {
  readonly #changed: () => void;
  #moving = false;
  #mass = false;
  #timer = 0; // pending, after a coarse picture of a mass
  #zoomTimer = 0; // pending, after a zoom
  #settled = false; // whether nothing has been painted for long enough
  #coarse = false; // whether the last picture is
  #coarsens = false; // whether a picture while moving would be

  /** `changed` is called when the picture is to be painted again. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get moving(): boolean { return this.#moving; }

  set moving(moving: boolean) {
    if (moving === this.#moving) return;
    this.#moving = moving;
    this.#settled = false;
    // A map that is moved by hand begins and does not end within one task, one that is put elsewhere does both.
    if (moving) requestAnimationFrame(() => { if (this.#moving && this.#coarsens) this.#changed(); });
    else if (this.#coarse && this.#zoomTimer === 0) this.#changed();
  }

  /** The map, still moving, has reached another zoom. */
  zoomed(): void {
    clearTimeout(this.#zoomTimer);
    this.#zoomTimer = this.#coarsens ? window.setTimeout(this.#onZoomed, AFTER_ZOOM) : 0;
  }

  /** Of the next picture, device pixels per CSS pixel. */
  ratioFor(width: number, height: number, screen: number): number {
    clearTimeout(this.#timer);
    this.#coarsens = screen > 1 && width * height * screen * screen > EASY;
    this.#coarse = this.#coarsens && (this.#moving || this.#zoomTimer !== 0 || (this.#mass && !this.#settled));
    this.#settled = false;
    return this.#coarse ? 1 : screen;
  }

  /** So many vehicles may be on the next picture, for want of one to count them on. */
  expect(count: number): void {
    this.#mass = count > MASS;
  }

  /** The picture is there, with so many vehicles drawn by themselves. */
  drawn(count: number): void {
    this.#mass = count > MASS;
    clearTimeout(this.#timer);
    if (!this.#coarse || this.#moving) return;
    if (this.#mass) this.#timer = window.setTimeout(this.#settle, SETTLE);
    else if (this.#zoomTimer === 0) this.#changed();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#zoomTimer);
  }

  readonly #onZoomed = (): void => {
    this.#zoomTimer = 0;
    // A mass waits until it is left alone, a map that moves again until it rests.
    if (this.#coarse && !this.#moving && !this.#mass) this.#changed();
  };

  readonly #settle = (): void => {
    this.#settled = true;
    this.#changed();
  };
}
