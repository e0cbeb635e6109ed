import type { Map as LeafletMap } from "leaflet";

/** At most one report per this time, ms. */
const PERIOD = 500;

/** Tells where the map came to rest, at most twice a second and never the same place twice. */
export class ViewReporter {
  readonly #map: LeafletMap;
  readonly #report: (latitude: number, longitude: number, zoom: number) => void;
  #timer = 0;
  #last = "";
  #lastTime = -Infinity;

  constructor(map: LeafletMap, report: (latitude: number, longitude: number, zoom: number) => void) {
    this.#map = map;
    this.#report = report;
    map.on("moveend", this.#onMoveEnd);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#map.off("moveend", this.#onMoveEnd);
  }

  readonly #onMoveEnd = (): void => {
    if (this.#timer !== 0) return;
    const wait = Math.max(0, this.#lastTime + PERIOD - performance.now());
    this.#timer = window.setTimeout(() => {
      this.#timer = 0;
      this.#lastTime = performance.now();
      const { lat, lng } = this.#map.getCenter().wrap();
      const zoom = this.#map.getZoom();
      const view = `${lat.toFixed(6)} ${lng.toFixed(6)} ${zoom}`;
      if (view === this.#last) return;
      this.#last = view;
      this.#report(lat, lng, zoom);
    }, wait);
  };
}
