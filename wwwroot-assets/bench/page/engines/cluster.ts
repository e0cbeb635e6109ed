import * as leaflet from "leaflet";
import "leaflet.markercluster/dist/MarkerCluster.css";
import "leaflet.markercluster/dist/MarkerCluster.Default.css";
import { AtNextFrame, type Engine } from "../engine";
import type { Batch, Vehicle } from "../fleet";
import { picture } from "../picture";
import { leafletMap } from "./leaflet";

interface Group extends leaflet.Layer {
  addLayers(markers: leaflet.Marker[]): void;
  removeLayers(markers: leaflet.Marker[]): void;
}

/** `leaflet.markercluster`, fed in bulk: what moved is taken out, moved and put back, as its authors advise. */
export class Cluster implements Engine {
  readonly batches = 1;
  readonly #frame = new AtNextFrame();
  readonly #markers: leaflet.Marker[] = [];
  #group: Group | null = null;

  async load(element: HTMLElement, fleet: readonly Vehicle[]): Promise<void> {
    Object.assign(globalThis, { L: { ...leaflet } });
    await import("leaflet.markercluster");
    const { L } = globalThis as unknown as { L: { markerClusterGroup(options: object): Group } };
    const icon = new leaflet.Icon({ iconUrl: picture(), iconSize: [20, 20] });
    for (const { latitude, longitude } of fleet) this.#markers.push(leaflet.marker([latitude, longitude], { icon }));
    this.#group = L.markerClusterGroup({ animate: false, chunkedLoading: false }).addTo(leafletMap(element)) as Group;
    this.#group.addLayers(this.#markers);
    this.#frame.changed(0);
  }

  apply({ number, moved }: Batch): void {
    const markers = moved.map(({ id }) => this.#markers[id - 1]!);
    this.#group!.removeLayers(markers);
    for (const { id, latitude, longitude } of moved) this.#markers[id - 1]!.setLatLng([latitude, longitude]);
    this.#group!.addLayers(markers);
    this.#frame.changed(number);
  }

  shown(): number { return this.#frame.shown; }
}
