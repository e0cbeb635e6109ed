import { type Coords, type DoneCallback, GridLayer, type Map as LeafletMap } from "leaflet";
import type { OutlinePalette } from "./outlinePainter";
import type { TileReply, TileRequest } from "./outlineWorker";

const TILE = 512;

interface Tile { readonly key: number; readonly canvas: HTMLCanvasElement; readonly coords: Coords; readonly done: DoneCallback }

/** The built-in map of land, water and borders, painted by a worker so that panning never waits for it. */
export class Outline {
  readonly #layer: GridLayer;
  readonly #worker: Worker;
  readonly #tiles = new Map<HTMLElement, Tile>();
  #lastKey = 0;
  readonly #palette: () => OutlinePalette;

  constructor(map: LeafletMap, palette: () => OutlinePalette) {
    this.#palette = palette;
    this.#worker = new Worker(new URL("./outlineWorker.js", import.meta.url), { type: "module" });
    this.#worker.onmessage = (event: MessageEvent<TileReply>) => this.#onPainted(event.data);
    const pane = map.createPane("outline");
    pane.style.zIndex = "100";
    this.#layer = new GridLayer({ pane: "outline", tileSize: TILE, minZoom: 1, maxZoom: map.getMaxZoom(), keepBuffer: 1, updateWhenIdle: false });
    (this.#layer as GridLayer & { createTile(coords: Coords, done: DoneCallback): HTMLElement }).createTile = (coords, done) => this.#create(coords, done);
    this.#layer.on("tileunload", ({ tile }: { tile: HTMLElement }) => this.#tiles.delete(tile));
    this.#layer.addTo(map);
  }

  /** Paints all tiles in the colours of now, each in place of the old one. */
  repaint(): void {
    for (const tile of this.#tiles.values()) this.#request(tile);
  }

  dispose(): void {
    this.#layer.remove();
    this.#worker.terminate();
    this.#tiles.clear();
  }

  #create(coords: Coords, done: DoneCallback): HTMLElement {
    const canvas = document.createElement("canvas");
    // Not keyed by its place: copies of the world show the same one twice.
    const tile = { key: ++this.#lastKey, canvas, coords, done };
    this.#tiles.set(canvas, tile);
    this.#request(tile);
    return canvas;
  }

  #request({ key, coords }: Tile): void {
    const z = coords.z - 1; // tiles are twice as large as the zoom levels count them
    const across = 2 ** z;
    const request: TileRequest = {
      key, z, x: ((coords.x % across) + across) % across, y: coords.y,
      size: TILE, ratio: devicePixelRatio, zoom: coords.z, palette: this.#palette(),
    };
    this.#worker.postMessage(request);
  }

  #onPainted({ key, image }: TileReply): void {
    const tile = [...this.#tiles.values()].find((candidate) => candidate.key === key);
    if (tile === undefined) return image.close();
    tile.canvas.width = image.width;
    tile.canvas.height = image.height;
    tile.canvas.getContext("bitmaprenderer")!.transferFromImageBitmap(image);
    tile.done(undefined, tile.canvas);
  }
}
