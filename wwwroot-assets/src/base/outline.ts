import { Bounds, type Coords, type DoneCallback, GridLayer, type Map as LeafletMap, type ZoomAnimEvent } from "leaflet";
import { fontSources } from "../layer/fonts";
import { type CanvasFrame, scaleOf } from "../layer/frame";
import type { NamePalette } from "./namePainter";
import type { OutlinePalette } from "./outlinePainter";
import type { OutlineReply, OutlineRequest, TileReply } from "./outlineWorker";
import { SpareCanvases } from "./spareCanvases";
import { TileDetail } from "./tileDetail";
import { TileQueue } from "./tileQueue";
import { boxesOn } from "./written";

const TILE = 512;
/** Of the letters that names of places are made of; the page itself may have needed none of the accented ones so far. */
const LETTERS = "aā";

interface Tile {
  readonly canvas: HTMLCanvasElement;
  readonly coords: Coords;
  readonly done: DoneCallback;
  /** Where it lies; `coords` are of the one world that all copies show. */
  place: Coords;
  /** Device pixels per CSS pixel; 0 = it has never been shown. */
  ratio: number;
  /** Of the picture that is shown; 0 = none. */
  key: number;
  boxes: Float32Array;
}

type Look = OutlinePalette & NamePalette;

/** The built-in map of land, water, borders and names, painted by a worker so that panning never waits for it. */
export class Outline {
  readonly #map: LeafletMap;
  readonly #layer: GridLayer;
  readonly #worker: Worker;
  readonly #tiles = new Map<HTMLElement, Tile>();
  readonly #asked = new Map<number, Tile>(); // by the key of the picture
  readonly #spare = new SpareCanvases<HTMLCanvasElement>();
  readonly #queue: TileQueue<Tile, TileReply>;
  readonly #detail = new TileDetail(() => this.#sharpen());
  readonly #look: () => Look;
  #lastKey = 0;
  #released: number[] = []; // keys of pictures that nobody needs any more, for the worker

  /** `written` is called when all names in view are there. */
  constructor(map: LeafletMap, look: () => Look, written: () => void) {
    this.#map = map;
    this.#look = look;
    this.#worker = new Worker(new URL("./outlineWorker.js", import.meta.url), { type: "module" });
    this.#worker.onmessage = ({ data }: MessageEvent<OutlineReply>) => {
      if ("fonts" in data) this.#renew();
      else this.#onPainted(data);
    };
    this.#queue = new TileQueue({
      paint: (tile) => this.#request(tile), show: (tile, reply) => this.#show(tile, reply), sizeOf: ({ image }) => image.width * image.height,
      discard: ({ key, image }) => this.#release(key, image),
    });
    const { font } = look();
    // The first names wait for them, in the worker.
    void document.fonts.load(`12px ${font}`, LETTERS).catch(() => undefined).then(() => this.#send({ fonts: fontSources(font) }));
    const pane = map.createPane("outline");
    pane.style.zIndex = "100";
    this.#layer = new GridLayer({ pane: "outline", tileSize: TILE, minZoom: 1, maxZoom: map.getMaxZoom(), keepBuffer: 1, updateWhenIdle: false });
    (this.#layer as GridLayer & { createTile(coords: Coords, done: DoneCallback): HTMLElement }).createTile = (coords, done) => this.#create(coords, done);
    this.#layer.on("tileloadstart", ({ tile, coords }: { tile: HTMLElement; coords: Coords }) => { this.#tiles.get(tile)!.place = coords; });
    this.#layer.on("tileunload", ({ tile }: { tile: HTMLElement }) => this.#forget(tile));
    this.#layer.on("load", written);
    this.#layer.addTo(map);
    map.on(this.#events);
  }

  /** Paints all tiles in the colours and fonts of now; those in view change at once when all of them are ready. */
  repaint(): void {
    this.#send({ fonts: fontSources(this.#look().font) });
    this.#renew();
  }

  /** The names' boxes on a frame of the map's zoom: left, top, right and bottom of each. */
  namesOn(frame: CanvasFrame): Float32Array {
    return boxesOn([...this.#tiles.values()].map(({ place, boxes }) => ({ left: place.x * TILE, top: place.y * TILE, scale: scaleOf(place.z), boxes })), frame);
  }

  dispose(): void {
    this.#map.off(this.#events);
    this.#layer.remove();
    this.#queue.dispose();
    this.#detail.dispose();
    this.#worker.terminate();
    this.#tiles.clear();
  }

  readonly #events = {
    zoomstart: () => this.#detail.zooming(),
    // On the way in the old tiles cover everything; on the way out there is nothing beyond them.
    zoomanim: ({ zoom }: ZoomAnimEvent) => { this.#queue.holds = zoom > this.#map.getZoom(); },
    zoomend: () => {
      this.#queue.holds = false;
      this.#detail.zoomed();
    },
  };

  #create(coords: Coords, done: DoneCallback): HTMLElement {
    const canvas = this.#spare.take(TILE * this.#detail.ratioFor(devicePixelRatio)) ?? document.createElement("canvas");
    canvas.removeAttribute("class");
    canvas.removeAttribute("style");
    const tile = { canvas, coords, done, place: coords, ratio: 0, key: 0, boxes: new Float32Array(0) };
    this.#tiles.set(canvas, tile);
    this.#queue.add(tile);
    return canvas;
  }

  #forget(canvas: HTMLElement): void {
    const tile = this.#tiles.get(canvas);
    if (tile === undefined) return;
    this.#tiles.delete(canvas);
    this.#queue.remove(tile);
    if (tile.key === 0) return;
    // Its picture's memory is the worker's again; what the screen made of it is kept for the next one.
    pictureOf(tile).transferFromImageBitmap(smallest());
    this.#spare.put(tile.canvas);
    this.#released.push(tile.key);
  }

  #release(key: number, image: ImageBitmap): void {
    image.close();
    this.#released.push(key);
  }

  /** Paints all tiles once more, those in view first, and has these change at once. */
  #renew(): void {
    const { seen, others } = this.#bySight(() => true);
    for (const tile of seen) this.#queue.renew(tile);
    for (const tile of others) this.#queue.add(tile);
  }

  /** Paints coarse tiles once more; each may change by itself. */
  #sharpen(): void {
    const { seen, others } = this.#bySight(({ ratio }) => ratio !== 0 && ratio < devicePixelRatio);
    for (const tile of [...seen, ...others]) this.#queue.add(tile);
  }

  #bySight(which: (tile: Tile) => boolean): { seen: Tile[]; others: Tile[] } {
    const view = boundsOf(this.#map.getContainer());
    const [seen, others] = [[] as Tile[], [] as Tile[]];
    for (const tile of this.#tiles.values()) if (which(tile)) (tile.ratio > 0 && view.overlaps(boundsOf(tile.canvas)) ? seen : others).push(tile);
    return { seen, others };
  }

  #request(tile: Tile): void {
    const { coords } = tile;
    const key = ++this.#lastKey;
    this.#asked.set(key, tile);
    const z = coords.z - 1; // tiles are twice as large as the zoom levels count them
    const across = 2 ** z;
    const look = this.#look();
    this.#send({
      key, z, x: ((coords.x % across) + across) % across, y: coords.y, size: TILE, ratio: this.#detail.ratioFor(devicePixelRatio), zoom: coords.z, palette: look, names: look,
      released: this.#released,
    });
    this.#released = [];
  }

  #onPainted(reply: TileReply): void {
    const tile = this.#asked.get(reply.key)!;
    this.#asked.delete(reply.key);
    if (reply.ratio === devicePixelRatio) this.#detail.painted(reply.ms);
    this.#queue.painted(tile, reply);
  }

  #show(tile: Tile, { key, image, boxes, ratio }: TileReply): void {
    if (tile.canvas.width !== image.width) tile.canvas.width = image.width;
    if (tile.canvas.height !== image.height) tile.canvas.height = image.height;
    pictureOf(tile).transferFromImageBitmap(image);
    if (tile.key !== 0) this.#released.push(tile.key);
    tile.key = key;
    tile.boxes = boxes;
    tile.ratio = ratio;
    tile.done(undefined, tile.canvas);
    // The map came to rest before it was shown.
    if (ratio < this.#detail.ratioFor(devicePixelRatio)) this.#queue.add(tile);
  }

  #send(request: OutlineRequest): void {
    this.#worker.postMessage(request);
  }
}

function pictureOf({ canvas }: Tile): ImageBitmapRenderingContext {
  return canvas.getContext("bitmaprenderer")!;
}

function boundsOf(element: Element): Bounds {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  return new Bounds([left, top], [right, bottom]);
}

/** A picture of one pixel, in less than a millisecond; to give the canvas none takes twelve, for a tile of ratio 1. */
function smallest(): ImageBitmap {
  const canvas = new OffscreenCanvas(1, 1);
  canvas.getContext("2d");
  return canvas.transferToImageBitmap();
}
