import type { GeoJSONSource, Map as LibreMap } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import type { Engine } from "../engine";
import { type Batch, CENTER, type Vehicle, ZOOM } from "../fleet";
import { drawArrow } from "../picture";

/** MapLibre with one GeoJSON source and a symbol layer, updated by difference. */
export class Libre implements Engine {
  readonly batches = 1;
  #map: LibreMap | null = null;
  #given = 0;
  #ready = -1;
  #shown = -1;

  async load(element: HTMLElement, fleet: readonly Vehicle[]): Promise<void> {
    // As it is published: its worker lies beside it.
    const address = "/maplibre/maplibre-gl.mjs";
    const libre = (await import(address)) as typeof import("maplibre-gl");
    const map = new libre.Map({
      container: element, style: { version: 8, sources: {}, layers: [] }, center: [CENTER.longitude, CENTER.latitude], zoom: ZOOM - 1, attributionControl: false, fadeDuration: 0,
    });
    this.#map = map;
    await map.once("load");
    const canvas = new OffscreenCanvas(20, 20);
    drawArrow(canvas.getContext("2d")!);
    map.addImage("arrow", canvas.getContext("2d")!.getImageData(0, 0, 20, 20));
    map.on("sourcedata", (event) => { if (event.sourceId === "fleet" && map.isSourceLoaded("fleet")) this.#ready = this.#given; });
    map.on("render", () => { this.#shown = this.#ready; });
    map.addSource("fleet", { type: "geojson", data: { type: "FeatureCollection", features: fleet.map((vehicle) => feature(vehicle)) } });
    map.addLayer({
      id: "fleet", type: "symbol", source: "fleet",
      layout: { "icon-image": "arrow", "icon-rotate": ["get", "h"], "icon-allow-overlap": true, "icon-ignore-placement": true },
    });
  }

  apply({ number, moved }: Batch): void {
    this.#given = number;
    const update = moved.map(({ id, latitude, longitude, heading }) => ({
      id, newGeometry: { type: "Point" as const, coordinates: [longitude, latitude] }, addOrUpdateProperties: [{ key: "h", value: heading }],
    }));
    (this.#map!.getSource("fleet") as GeoJSONSource).updateData({ update });
  }

  shown(): number { return this.#shown; }

  pan(dx: number, dy: number): void {
    this.#map!.panBy([-dx, -dy], { duration: 0 });
  }
}

function feature({ id, latitude, longitude, heading }: Vehicle) {
  return { type: "Feature" as const, id, geometry: { type: "Point" as const, coordinates: [longitude, latitude] }, properties: { h: heading } };
}
