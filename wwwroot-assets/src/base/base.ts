import type { Map as LeafletMap } from "leaflet";
import type { TileOptions } from "../contract";
import type { CanvasFrame } from "../layer/frame";
import { Outline } from "./outline";
import { Tiles } from "./tiles";

/** The ground below the vehicles: the built-in map, and raster tiles above it if there are any. */
export class Base {
  readonly #map: LeafletMap;
  readonly #outline: Outline;
  readonly #tiles: Tiles;

  /** `written` is called when other names are there. */
  constructor(map: LeafletMap, tiles: TileOptions | null, written: () => void) {
    this.#map = map;
    map.attributionControl.addAttribution("Natural Earth · GeoNames");
    this.#outline = new Outline(map, () => ({
      land: this.#token("land"), urban: this.#token("urban"), water: this.#token("water"), border: this.#token("border"), label: this.#token("label"), label2: this.#token("label-2"),
      font: this.#style().getPropertyValue("--font").trim() || "sans-serif",
    }), written);
    this.#tiles = new Tiles(map);
    this.#tiles.set(tiles);
  }

  /** The boxes of the built-in map's names on a frame; none below tiles, which have their own names. */
  namesOn(frame: CanvasFrame): Float32Array {
    return this.#tiles.shown ? new Float32Array(0) : this.#outline.namesOn(frame);
  }

  setTiles(tiles: TileOptions | null): void {
    this.#tiles.set(tiles);
  }

  repaint(): void {
    this.#outline.repaint();
  }

  dispose(): void {
    this.#tiles.set(null);
    this.#outline.dispose();
  }

  #token(name: string): string {
    return this.#style().getPropertyValue(`--map-${name}`).trim();
  }

  #style(): CSSStyleDeclaration {
    return getComputedStyle(this.#map.getContainer());
  }
}
