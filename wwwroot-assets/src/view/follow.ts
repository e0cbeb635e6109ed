import { DomEvent, type Map as LeafletMap } from "leaflet";
import { latitudeOf } from "../geo/mercator";

/** Keeps one vehicle in the middle until the map is panned by hand. */
export class Follow {
  readonly #map: LeafletMap;
  readonly #onEnded: () => void;
  #id: number | null = null;

  constructor(map: LeafletMap, onEnded: () => void) {
    this.#map = map;
    this.#onEnded = onEnded;
    map.on("dragstart", this.#release);
    DomEvent.on(map.getContainer(), "keydown", this.#onKey);
  }

  get id(): number | null { return this.#id; }

  set(id: number | null): void {
    this.#id = id;
    // Zooming with the wheel would push the vehicle out of the middle.
    this.#map.options.scrollWheelZoom = this.#map.options.touchZoom = id === null ? true : "center";
  }

  /** Puts unit Mercator (x, y) in the middle; called after each drawing, so the map moves as the marker glides. */
  centre(x: number, y: number): void {
    const middle = this.#map.getCenter();
    const turns = Math.round(middle.lng / 360 + 0.5 - x);
    const target = { lat: latitudeOf(y), lng: (x + turns) * 360 - 180 };
    const zoom = this.#map.getZoom();
    const offset = this.#map.project(target, zoom).subtract(this.#map.project(middle, zoom));
    if (Math.abs(offset.x) < 1 && Math.abs(offset.y) < 1) return;
    this.#map.panBy(offset.round(), { animate: false });
  }

  dispose(): void {
    this.#map.off("dragstart", this.#release);
    DomEvent.off(this.#map.getContainer(), "keydown", this.#onKey);
  }

  readonly #release = (): void => {
    if (this.#id === null) return;
    this.set(null);
    this.#onEnded();
  };

  readonly #onKey = (event: Event): void => {
    if ((event as KeyboardEvent).key.startsWith("Arrow")) this.#release();
  };
}
