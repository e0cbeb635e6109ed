import type { Map as LeafletMap } from "leaflet";
import type { TileOptions } from "../contract";
import type { WrittenNames } from "../layer/labels";
import { Outline } from "./outline";
import { PlaceLayer } from "./placeLayer";
import { Tiles } from "./tiles";

/** The ground below the vehicles: the built-in map, and raster tiles above it if there are any. */
export class Base {
  readonly #map: LeafletMap;
  readonly #outline: Outline;
  readonly #places: PlaceLayer;
  readonly #tiles: Tiles;

  constructor(map: LeafletMap, tiles: TileOptions | null) {
    this.#map = map;
    map.attributionControl.addAttribution("Natural Earth · GeoNames");
    this.#outline = new Outline(map, () => ({ land: this.#token("land"), urban: this.#token("urban"), water: this.#token("water"), border: this.#token("border") }));
    this.#places = new PlaceLayer(map, () => ({
      land: this.#token("land"), label: this.#token("label"), label2: this.#token("label-2"),
      font: this.#style().getPropertyValue("--font").trim() || "sans-serif",
    }));
    this.#tiles = new Tiles(map);
    this.#tiles.set(tiles);
  }

  /** The names of the built-in map; null below tiles, which have their own. */
  get names(): WrittenNames | null { return this.#tiles.shown ? null : this.#places.names; }

  setTiles(tiles: TileOptions | null): void {
    this.#tiles.set(tiles);
  }

  repaint(): void {
    this.#outline.repaint();
    this.#places.repaint();
  }

  dispose(): void {
    this.#tiles.set(null);
    this.#places.dispose();
    this.#outline.dispose();
  }

  #token(name: string): string {
    return this.#style().getPropertyValue(`--map-${name}`).trim();
  }

  #style(): CSSStyleDeclaration {
    return getComputedStyle(this.#map.getContainer());
  }
}
