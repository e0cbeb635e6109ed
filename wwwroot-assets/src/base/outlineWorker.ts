/// <reference lib="webworker" />
import GeoJsonTiles from "geojson-vt";
import { type FontSource, WorkerFonts } from "../layer/fonts";
import { CanvasPool } from "./canvasPool";
import { NameMap, boxesOf } from "./nameMap";
import { type NamePalette, measureName, paintNames } from "./namePainter";
import { type OutlineFile, type OutlineKind, outlineFeatures } from "./outlineData";
import { type OutlinePalette, type TileShape, paintOutline } from "./outlinePainter";
import { type Places, type PlacesFile, readPlaces } from "./placesData";
import { paintTowns } from "./towns";

/** One tile to paint; `z`, `x`, `y` count tiles of `size` CSS pixels. */
export interface TileRequest {
  readonly key: number;
  readonly z: number;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly ratio: number;
  /** Of the map: it counts tiles of 256 pixels. */
  readonly zoom: number;
  readonly palette: OutlinePalette;
  /** Null = without names. */
  readonly names: NamePalette | null;
  /** Keys of tiles that are not shown any more. */
  readonly released: readonly number[];
}

/** The page's fonts, for the names; those of a worker are its own. */
export interface FontRequest { readonly fonts: readonly FontSource[] }

export interface TileReply {
  readonly key: number;
  readonly image: ImageBitmap;
  /** Of the names on it: left, top, right and bottom of each, CSS pixels of the tile. */
  readonly boxes: Float32Array;
  /** Device pixels per CSS pixel, and how long painting took, ms. */
  readonly ratio: number;
  readonly ms: number;
}

export type OutlineRequest = TileRequest | FontRequest;
/** `fonts`: names look different now. */
export type OutlineReply = TileReply | { readonly fonts: true };

/** Deeper tiles show a part of these: the data has nothing more to say. */
const DEEPEST = 12;
const EXTENT = 4096;

const index = loadOutline();
const places = fetchJson<PlacesFile>("./places.json").then(readPlaces).catch(() => null); // a map without names is still a map

async function fetchJson<T>(name: string): Promise<T> {
  const response = await fetch(new URL(name, import.meta.url));
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return (await response.json()) as T;
}

async function loadOutline(): Promise<GeoJsonTiles> {
  const features = outlineFeatures(await fetchJson<OutlineFile>("./outline.json"));
  return new GeoJsonTiles(features, { maxZoom: DEEPEST, indexMaxZoom: 4, indexMaxPoints: 0, tolerance: 3, extent: EXTENT, buffer: 64 });
}

const scope = self as unknown as DedicatedWorkerGlobalScope;
const fonts = new WorkerFonts(scope.fonts);
const canvases = new CanvasPool();
const ruler = new OffscreenCanvas(1, 1).getContext("2d")!;
let names: { readonly font: string; readonly map: NameMap } | null = null;

/** A map whose fonts do not come has names all the same, after so many ms. */
const PATIENCE = 2000;
let dress = (): void => undefined;
const dressed = new Promise<void>((resolve) => {
  dress = resolve;
  setTimeout(resolve, PATIENCE);
});

scope.onmessage = async ({ data }: MessageEvent<OutlineRequest>) => {
  if (!("fonts" in data)) {
    canvases.takeBack(data.released);
    if (data.names !== null) await dressed;
    return paint(data, await index, await places);
  }
  const changed = await fonts.use(data.fonts);
  dress();
  if (changed && names !== null) scope.postMessage({ fonts: true } satisfies OutlineReply);
};

async function paint(data: TileRequest, tiles: GeoJsonTiles, towns: Places | null): Promise<void> {
  const begun = performance.now();
  const above = Math.max(0, data.z - DEEPEST);
  const tile = tiles.getTile(data.z - above, data.x >> above, data.y >> above);
  const shapes = (tile?.features ?? []).map((part): TileShape => ({
    kind: part.tags!["kind"] as OutlineKind,
    lines: part.geometry as readonly (readonly (readonly number[])[])[],
  }));
  const context = canvases.lend(data.key, Math.round(data.size * data.ratio));
  context.scale(data.ratio, data.ratio);
  const copies = 2 ** above;
  const factor = (data.size * copies) / EXTENT;
  const offset = { x: (data.x % copies) * data.size, y: (data.y % copies) * data.size };
  paintOutline(context, shapes, { factor, ...offset }, data.size, data.zoom, data.palette, () => {
    if (towns !== null) paintTowns(context, towns, { world: data.size * 2 ** data.z, x: data.x * data.size, y: data.y * data.size }, data.size, data.zoom, data.palette.urban);
  });
  const boxes = data.names === null || towns === null ? new Float32Array(0) : write(context, towns, data, data.names);
  const image = await createImageBitmap(context.canvas);
  scope.postMessage({ key: data.key, image, boxes, ratio: data.ratio, ms: performance.now() - begun } satisfies OutlineReply, [image, boxes.buffer]);
}

function write(context: OffscreenCanvasRenderingContext2D, towns: Places, { zoom, x, y, size }: TileRequest, palette: NamePalette): Float32Array<ArrayBuffer> {
  const font = fonts.prefix + palette.font;
  if (names?.font !== font) names = { font, map: new NameMap(towns, (text, style) => measureName(ruler, text, style, font)) };
  const found = names.map.within(zoom, x * size, y * size, size);
  paintNames(context, found, { ...palette, font });
  return boxesOf(found);
}
