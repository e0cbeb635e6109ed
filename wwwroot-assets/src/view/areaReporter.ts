import type { LatLngBounds, Map as LeafletMap, ZoomAnimEvent } from "leaflet";
import type { Area } from "../contract";

/** At most one report per this time, ms. */
const PERIOD = 250;
/** So much of the map's size is told beyond each of its edges, so that what comes into sight is there already. */
const MARGIN = 0.5;
/** Told anew when less of it is left: a ring at the edge of what is held counts a part of its vehicles only, and must not come into sight. */
const LEAST = 0.2;
/** A smaller view inside the area last told is told when it is so much smaller. */
const SHRINK = 4;

/** Tells which part of the map is seen with a margin, while a part of the fleet is all that is wanted. */
export class AreaReporter {
  readonly #map: LeafletMap;
  readonly #report: (south: number, west: number, north: number, east: number) => void;
  #told: Area | null = null;
  #goal: Area | null = null; // what a zoom animation will end at
  #on = false;
  #timer = 0;
  #lastTime = -Infinity;

  constructor(map: LeafletMap, report: (south: number, west: number, north: number, east: number) => void) {
    this.#map = map;
    this.#report = report;
    map.on(this.#events);
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
    this.#map.off(this.#events);
  }

  readonly #onMove = (): void => {
    if (!this.#on || this.#timer !== 0) return;
    const wait = Math.max(0, this.#lastTime + PERIOD - performance.now());
    this.#timer = window.setTimeout(() => {
      this.#timer = 0;
      this.#tell();
    }, wait);
  };

  readonly #events = {
    move: this.#onMove,
    resize: this.#onMove,
    // Told at once, what comes into sight is there when the animation ends, or soon after.
    zoomanim: ({ center, zoom }: ZoomAnimEvent) => {
      const half = this.#map.getSize().divideBy(2);
      const middle = this.#map.project(center, zoom);
      const [southWest, northEast] = [middle.add([-half.x, half.y]), middle.add([half.x, -half.y])].map((corner) => this.#map.unproject(corner, zoom));
      this.#goal = { south: southWest!.lat, west: southWest!.lng, north: northEast!.lat, east: northEast!.lng };
      this.#onMove();
    },
    zoomend: () => {
      this.#goal = null;
      this.#onMove();
    },
  };

  #tell(): void {
    const { x, y } = this.#map.getSize();
    if (!this.#on || x === 0 || y === 0) return;
    const seen = this.#goal ?? areaOf(this.#map.getBounds());
    const wanted = padded(seen, MARGIN);
    if (this.#told !== null && contains(this.#told, padded(seen, LEAST)) && spanOf(this.#told) < SHRINK * spanOf(wanted)) return;
    this.#told = wanted;
    this.#lastTime = performance.now();
    this.#report(wanted.south, wanted.west, wanted.north, wanted.east);
  }
}

function areaOf(bounds: LatLngBounds): Area {
  return { south: bounds.getSouth(), west: bounds.getWest(), north: bounds.getNorth(), east: bounds.getEast() };
}

/** With this share of its size added on each side. */
function padded({ south, west, north, east }: Area, share: number): Area {
  const height = (north - south) * share;
  const width = (east - west) * share;
  return { south: south - height, west: west - width, north: north + height, east: east + width };
}

function contains(outer: Area, inner: Area): boolean {
  return outer.south <= inner.south && outer.west <= inner.west && outer.north >= inner.north && outer.east >= inner.east;
}

function spanOf({ west, east }: Area): number {
  return east - west;
}
