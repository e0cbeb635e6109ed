/// <reference lib="webworker" />
import GeoJsonTiles from "geojson-vt";
import { type OutlineFile, type OutlineKind, outlineFeatures } from "./outlineData";
import { type OutlinePalette, type TileShape, paintOutline } from "./outlinePainter";
import { type PlacesFile, readPlaces } from "./placesData";
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
}

export interface TileReply {
  readonly key: number;
  readonly image: ImageBitmap;
}

/** Deeper tiles show a part of these: the data has nothing more to say. */
const DEEPEST = 12;
const EXTENT = 4096;

const index = loadOutline();
const places = fetchJson<PlacesFile>("./places.json").then(readPlaces);

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

scope.onmessage = async ({ data }: MessageEvent<TileRequest>) => {
  const [tiles, towns] = await Promise.all([index, places]);
  const above = Math.max(0, data.z - DEEPEST);
  const tile = tiles.getTile(data.z - above, data.x >> above, data.y >> above);
  const shapes = (tile?.features ?? []).map((part): TileShape => ({
    kind: part.tags!["kind"] as OutlineKind,
    lines: part.geometry as readonly (readonly (readonly number[])[])[],
  }));
  const canvas = new OffscreenCanvas(Math.round(data.size * data.ratio), Math.round(data.size * data.ratio));
  const context = canvas.getContext("2d", { alpha: false })!;
  context.scale(data.ratio, data.ratio);
  const copies = 2 ** above;
  const factor = (data.size * copies) / EXTENT;
  const offset = { x: (data.x % copies) * data.size, y: (data.y % copies) * data.size };
  paintOutline(context, shapes, { factor, ...offset }, data.size, data.zoom, data.palette, () =>
    paintTowns(context, towns, { world: data.size * 2 ** data.z, x: data.x * data.size, y: data.y * data.size }, data.size, data.zoom, data.palette.urban));
  const image = canvas.transferToImageBitmap();
  scope.postMessage({ key: data.key, image } satisfies TileReply, [image]);
};
