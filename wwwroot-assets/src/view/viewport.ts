import { LatLngBounds, type Map as LeafletMap, point } from "leaflet";
import type { Area, View } from "../contract";
import type { Fleet } from "../fleet/fleet";
import { extentOf } from "../geo/extent";
import { mercatorX, mercatorY } from "../geo/mercator";
import type { Scene } from "../layer/scene";
import type { ClusterArea } from "../layer/vehicleLayer";

/** Fitting a few vehicles goes no closer than this: a street needs its surroundings to be recognised. */
const CLOSEST_FIT = 15;
/** From here on a vehicle's surroundings can be told. */
const FOCUS_ZOOM = 10;
const PADDING = 56;

/** Moves the map to places, vehicles and fleets. */
export class Viewport {
  readonly #map: LeafletMap;
  readonly #fleet: Fleet;

  constructor(map: LeafletMap, fleet: Fleet) {
    this.#map = map;
    this.#fleet = fleet;
  }

  /** Whether the map has an area; on a phone it may be on a tab that is not open. */
  get visible(): boolean {
    const { x, y } = this.#map.getSize();
    return x > 0 && y > 0;
  }

  set({ latitude, longitude, zoom }: View): void {
    this.#map.setView([latitude, longitude], zoom, { animate: false });
  }

  /** Brings a vehicle into sight, if it is held, or else the place. A map that shows it already stays where the dispatcher put it. */
  focus(id: number, otherwise: [number, number] | null = null): void {
    const place = this.#placeOf(id) ?? (otherwise && this.#turned(otherwise));
    const zoom = this.#map.getZoom();
    if (place === null || (zoom >= FOCUS_ZOOM && this.#isInside(place, PADDING))) return;
    this.#map.setView(place, Math.max(FOCUS_ZOOM, zoom), { animate: !reducedMotion.matches });
  }

  /** Whether a vehicle's place is within the map as large as it is thought to be. */
  shows(id: number): boolean {
    const place = this.#placeOf(id);
    return place !== null && this.#isInside(place, 0);
  }

  /** Fits these vehicles, or all that pass the filter; false when none of them has a position or the map has no area. */
  fit(scene: Scene, ids: readonly number[] | null, animate: boolean): boolean {
    const latitudes: number[] = [];
    const longitudes: number[] = [];
    const add = (slot: number): void => {
      latitudes.push(this.#fleet.columns.latitude[slot]!);
      longitudes.push(this.#fleet.columns.longitude[slot]!);
    };
    if (ids === null) {
      for (let slot = 0; slot < this.#fleet.top; slot++) if (scene.isShown(slot)) add(slot);
    } else {
      for (const id of ids) {
        const slot = this.#fleet.slotOf(id);
        if (slot !== undefined && scene.hasPlace(slot)) add(slot);
      }
    }
    const extent = extentOf(latitudes, longitudes);
    return extent !== null && this.fitArea(extent, animate);
  }

  /** Fits an area; false when the map has none itself. */
  fitArea({ south, west, north, east }: Area, animate: boolean): boolean {
    if (!this.visible) return false;
    const bounds = new LatLngBounds([south, west], [north, east < west ? east + 360 : east]);
    this.#map.fitBounds(bounds, { padding: [PADDING, PADDING], maxZoom: CLOSEST_FIT, animate: animate && !reducedMotion.matches });
    return true;
  }

  /** Goes closer to the vehicles of a cluster, as far as they stand apart. */
  enter(scene: Scene, { left, top, side }: ClusterArea): void {
    const { latitude, longitude } = this.#fleet.columns;
    const bounds = new LatLngBounds([]);
    const turns = Math.round((this.#map.getCenter().lng + 180) / 360 - left - side / 2);
    for (let slot = 0; slot < this.#fleet.top; slot++) {
      const x = mercatorX(longitude[slot]!) - left;
      const y = mercatorY(latitude[slot]!) - top;
      if (x >= 0 && x < side && y >= 0 && y < side && scene.isShown(slot)) bounds.extend([latitude[slot]!, longitude[slot]! + turns * 360]);
    }
    if (!bounds.isValid()) return;
    // At least one level: vehicles in one place would be fitted where the map is already.
    const zoom = Math.max(this.#map.getZoom() + 1, Math.min(this.#map.getBoundsZoom(bounds, false, point(PADDING * 2, PADDING * 2)), CLOSEST_FIT));
    this.#map.setView(bounds.getCenter(), Math.min(zoom, this.#map.getMaxZoom()), { animate: !reducedMotion.matches });
  }

  /** Where a vehicle is, in the world copy that the map looks at. */
  #placeOf(id: number): [number, number] | null {
    const slot = this.#fleet.slotOf(id);
    if (slot === undefined || this.#fleet.columns.hasPosition[slot] !== 1) return null;
    const { latitude, longitude } = this.#fleet.columns;
    return this.#turned([latitude[slot]!, longitude[slot]!]);
  }

  #turned([latitude, longitude]: [number, number]): [number, number] {
    return [latitude, longitude + Math.round((this.#map.getCenter().lng - longitude) / 360) * 360];
  }

  #isInside(place: [number, number], padding: number): boolean {
    const { x, y } = this.#map.latLngToContainerPoint(place);
    const size = this.#map.getSize();
    return x > padding && y > padding && x < size.x - padding && y < size.y - padding;
  }
}

const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");
