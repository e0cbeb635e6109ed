import { type Map as LeafletMap, type TileEvent, TileLayer } from "leaflet";
import type { TileOptions } from "../contract";

/** What a tile that cannot be had looks like: nothing, so that the outline map below shows. */
const NOTHING = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==";

/** The raster tiles above the outline map, or none. */
export class Tiles {
  readonly #map: LeafletMap;
  #layer: TileLayer | null = null;
  #came = false;

  constructor(map: LeafletMap) {
    this.#map = map;
  }

  /** Whether any tile came: only then they hide the outline map's names. */
  get shown(): boolean { return this.#layer !== null && this.#came; }

  set(options: TileOptions | null): void {
    this.#layer?.remove();
    this.#layer = null;
    this.#came = false;
    if (options === null) return;
    this.#layer = new TileLayer(options.url, {
      attribution: options.attribution,
      maxNativeZoom: options.maxZoom,
      maxZoom: this.#map.getMaxZoom(),
      errorTileUrl: NOTHING,
    });
    this.#layer.on("tileload", ({ tile }: TileEvent) => {
      this.#came ||= (tile as HTMLImageElement).src !== NOTHING;
    });
    this.#layer.addTo(this.#map);
  }
}
