import { type CircleMarker, circleMarker } from "leaflet";
import { AtNextFrame, type Engine } from "../engine";
import type { Batch, Vehicle } from "../fleet";
import { leafletMap } from "./leaflet";

/** Leaflet's `circleMarker` on its canvas. */
export class Circle implements Engine {
  readonly batches = 1;
  readonly #frame = new AtNextFrame();
  readonly #markers: CircleMarker[] = [];

  load(element: HTMLElement, fleet: readonly Vehicle[]): void {
    const map = leafletMap(element, true);
    for (const { latitude, longitude } of fleet) this.#markers.push(circleMarker([latitude, longitude], { radius: 6, weight: 2 }).addTo(map));
    this.#frame.changed(0);
  }

  apply({ number, moved }: Batch): void {
    for (const { id, latitude, longitude } of moved) this.#markers[id - 1]!.setLatLng([latitude, longitude]);
    this.#frame.changed(number);
  }

  shown(): number { return this.#frame.shown; }
}
