import { Icon, type Marker as LeafletMarker, marker } from "leaflet";
import { AtNextFrame, type Engine } from "../engine";
import type { Batch, Vehicle } from "../fleet";
import { picture } from "../picture";
import { leafletMap } from "./leaflet";

/** `L.marker` with a picture. */
export class Marker implements Engine {
  readonly batches = 1;
  readonly #frame = new AtNextFrame();
  readonly #markers: LeafletMarker[] = [];

  load(element: HTMLElement, fleet: readonly Vehicle[]): void {
    const map = leafletMap(element);
    const icon = new Icon({ iconUrl: picture(), iconSize: [20, 20] });
    for (const { latitude, longitude } of fleet) this.#markers.push(marker([latitude, longitude], { icon }).addTo(map));
    this.#frame.changed(0);
  }

  apply({ number, moved }: Batch): void {
    for (const { id, latitude, longitude } of moved) this.#markers[id - 1]!.setLatLng([latitude, longitude]);
    this.#frame.changed(number);
  }

  shown(): number { return this.#frame.shown; }
}
