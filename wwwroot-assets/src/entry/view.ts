import type { OutlinePalette } from "../base/outlinePainter";
import type { TileReply, TileRequest } from "../base/outlineWorker";
import { type Places, type PlacesFile, readPlaces } from "../base/placesData";
import { placeStyle, smallestPopulation } from "../base/placeStyle";
import { mercatorX, mercatorY } from "../geo/mercator";
import { BoxGrid } from "../layer/boxGrid";

const TILE = 512;
/** Bratislava and what is around it: where the demo drives. */
const CENTRE = { x: mercatorX(17.2), y: mercatorY(48.2) };
const ZOOM = 9;
const WORLD = 256 * 2 ** ZOOM;

/** A still picture of the built-in map. What it loads, the desk needs next. */
export function drawView(element: HTMLElement): void {
  const canvas = element.querySelector("canvas");
  if (canvas === null || element.clientWidth === 0) return;
  const worker = new Worker(new URL("./outlineWorker.js", import.meta.url), { type: "module" });
  const places = fetch(new URL("./places.json", import.meta.url)).then(async (file) => readPlaces((await file.json()) as PlacesFile));
  let round = 0;
  const draw = (): void => void paint(element, canvas, worker, places, () => round, ++round);
  draw();
  new ResizeObserver(draw).observe(element);
  new MutationObserver(draw).observe(document.documentElement, { attributeFilter: ["data-theme"] });
}

async function paint(
  element: HTMLElement, canvas: HTMLCanvasElement, worker: Worker, places: Promise<Places>, latest: () => number, round: number,
): Promise<void> {
  const { clientWidth: width, clientHeight: height } = element;
  if (width === 0) return;
  const left = Math.round(CENTRE.x * WORLD - width / 2);
  const top = Math.round(CENTRE.y * WORLD - height / 2);
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(`--map-${name}`).trim();
  const palette = { land: token("land"), urban: token("urban"), water: token("water"), border: token("border") };
  const tiles = await Promise.all(tilesOf(left, top, width, height).map((at) => paintTile(worker, at, round, palette)));
  // A newer round has begun meanwhile, for another size or theme.
  if (round !== latest()) return tiles.forEach(({ image }) => image.close());

  canvas.width = Math.round(width * devicePixelRatio);
  canvas.height = Math.round(height * devicePixelRatio);
  const context = canvas.getContext("2d")!;
  context.scale(devicePixelRatio, devicePixelRatio);
  for (const { at, image } of tiles) {
    context.drawImage(image, at.x * TILE - left, at.y * TILE - top, TILE, TILE);
    image.close();
  }
  const known = await places.catch(() => null);
  if (known === null || round !== latest()) return; // a map without names is still a map
  context.strokeStyle = token("land");
  writeNames(context, known, { left, top, width, height }, token("label"), token("label-2"), style.getPropertyValue("--font"));
}

interface TilePlace { readonly x: number; readonly y: number }

/** The tiles that a box of the map touches. */
export function tilesOf(left: number, top: number, width: number, height: number): TilePlace[] {
  const tiles: TilePlace[] = [];
  for (let y = Math.floor(top / TILE); y * TILE < top + height; y++) {
    for (let x = Math.floor(left / TILE); x * TILE < left + width; x++) tiles.push({ x, y });
  }
  return tiles;
}

function paintTile(worker: Worker, at: TilePlace, round: number, palette: OutlinePalette): Promise<{ at: TilePlace; image: ImageBitmap }> {
  const key = (round * 1000 + (at.x % 30) * 30 + (at.y % 30));
  return new Promise((resolve) => {
    const onMessage = ({ data }: MessageEvent<TileReply>): void => {
      if (data.key !== key) return;
      worker.removeEventListener("message", onMessage);
      resolve({ at, image: data.image });
    };
    worker.addEventListener("message", onMessage);
    worker.postMessage({ key, z: ZOOM - 1, x: at.x, y: at.y, size: TILE, ratio: devicePixelRatio, zoom: ZOOM, palette, names: null, released: [] } satisfies TileRequest);
  });
}

interface Frame { readonly left: number; readonly top: number; readonly width: number; readonly height: number }

function writeNames(context: CanvasRenderingContext2D, places: Places, frame: Frame, plain: string, strong: string, family: string): void {
  const taken = new BoxGrid(frame.width, frame.height);
  context.textAlign = "center";
  context.lineJoin = "round";
  context.lineWidth = 3;
  for (let i = 0; i < places.names.length; i++) {
    const population = places.population[i]!;
    if (population < smallestPopulation(ZOOM)) break; // they come by size
    const x = places.x[i]! * WORLD - frame.left;
    const y = places.y[i]! * WORLD - frame.top;
    if (x < 0 || x > frame.width || y < 0 || y > frame.height) continue;
    const style = placeStyle(population, places.capitals.has(i), ZOOM);
    context.font = `${style.font} ${family}`;
    const half = context.measureText(places.names[i]!).width / 2 + style.clearance;
    if (x - half < 0 || x + half > frame.width || !taken.isFree(x - half, y - 14, x + half, y + 14)) continue;
    taken.add(x - half, y - 14, x + half, y + 14);
    context.strokeText(places.names[i]!, x, y + 4);
    context.fillStyle = style.strong ? strong : plain;
    context.fillText(places.names[i]!, x, y + 4);
  }
}
