import { type Map as LeafletMap, TileLayer } from "leaflet";
import type { TileOptions } from "../contract";

/** What a tile that cannot be had looks like: nothing, so that the outline map below shows. */
const NOTHING = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==";

/** The raster tiles above the outline map, or none. */
export class Tiles {
  readonly #map: LeafletMap;
  #layer: TileLayer | null = null;

  constructor(map: LeafletMap) {
    this.#map = map;
  }

  get shown(): boolean { return this.#layer !== null; }

  set(options: TileOptions | null): void {
    this.#layer?.remove();
    this.#layer = null;
    if (options === null) return;
    this.#layer = new TileLayer(options.url, {
      attribution: options.attribution,
      maxNativeZoom: options.maxZoom,
      maxZoom: this.#map.getMaxZoom(),
      errorTileUrl: NOTHING,
    });
    this.#layer.addTo(this.#map);
  }
}
