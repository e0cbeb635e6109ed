import type { LatLngBounds, Map as LeafletMap } from "leaflet";

/** At most one report per this time, ms. */
const PERIOD = 250;
/** So much of the map's size is told beyond each of its edges, so that what comes into sight is there already. */
const MARGIN = 0.5;
/** A smaller view inside the area last told is told when it is so much smaller. */
const SHRINK = 4;

/** Tells which part of the map is seen with a margin, while a part of the fleet is all that is wanted. */
export class AreaReporter {
  readonly #map: LeafletMap;
  readonly #report: (south: number, west: number, north: number, east: number) => void;
  #told: LatLngBounds | null = null;
  #on = false;
  #timer = 0;
  #lastTime = -Infinity;

  constructor(map: LeafletMap, report: (south: number, west: number, north: number, east: number) => void) {
    this.#map = map;
    this.#report = report;
    map.on("move zoomend resize", this.#onMove);
  }

  /** Begins, with what is seen now, or ends. */
  turn(on: boolean): void {
    if (on === this.#on) return;
    this.#on = on;
    this.#told = null;
    this.#onMove();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#map.off("move zoomend resize", this.#onMove);
  }

  readonly #onMove = (): void => {
    if (!this.#on || this.#timer !== 0) return;
    const wait = Math.max(0, this.#lastTime + PERIOD - performance.now());
    this.#timer = window.setTimeout(() => {
      this.#timer = 0;
      this.#tell();
    }, wait);
  };

  #tell(): void {
    const { x, y } = this.#map.getSize();
    if (!this.#on || x === 0 || y === 0) return;
    const seen = this.#map.getBounds();
    if (this.#told?.contains(seen) === true && spanOf(this.#told) < SHRINK * spanOf(seen.pad(MARGIN))) return;
    this.#told = seen.pad(MARGIN);
    this.#lastTime = performance.now();
    this.#report(this.#told.getSouth(), this.#told.getWest(), this.#told.getNorth(), this.#told.getEast());
  }
}

function spanOf(bounds: LatLngBounds): number {
  return bounds.getEast() - bounds.getWest();
}
