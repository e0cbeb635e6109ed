import type { Places } from "./placesData";
import type { TileScale } from "./outlinePainter";

/** People per km² of a built-up area, about. */
const DENSITY = 2600;
const EQUATOR_KM = 40_075;

/** The radius of a disc that would hold the town, in unit Mercator at `y`. */
export function townRadius(population: number, y: number): number {
  const cosLatitude = 1 / Math.cosh(Math.PI * (1 - 2 * y));
  return Math.sqrt(population / DENSITY / Math.PI) / (EQUATOR_KM * cosLatitude);
}

/** Towns are shaded from this zoom on, and when their disc is at least this many pixels. */
const FIRST_ZOOM = 7;
const SMALLEST_RADIUS = 3;
/** Closer than this a disc would pass for the town's real outline, so it fades over the two zooms before. */
const GONE_ZOOM = 14;
/** No town's disc is larger, unit Mercator at any latitude people live at. */
const LARGEST_RADIUS = 0.0035;

/** Shades each town as a soft disc of the area its people would take: a hint of size, not a claim of shape. */
export function paintTowns(context: OffscreenCanvasRenderingContext2D, places: Places, scale: TownScale, size: number, zoom: number, colour: string): void {
  if (zoom < FIRST_ZOOM || zoom >= GONE_ZOOM) return;
  context.globalAlpha = Math.min(1, (GONE_ZOOM - zoom) / 3);
  const disc = softDisc(colour);
  const margin = LARGEST_RADIUS * scale.world;
  for (let i = 0; i < places.names.length; i++) {
    const y = places.y[i]! * scale.world - scale.y;
    if (y < -margin || y > size + margin) continue;
    const x = places.x[i]! * scale.world - scale.x;
    if (x < -margin || x > size + margin) continue;
    const radius = townRadius(places.population[i]!, places.y[i]!) * scale.world;
    if (radius < SMALLEST_RADIUS) break; // they come by size
    context.drawImage(disc, x - radius, y - radius, radius * 2, radius * 2);
  }
  context.globalAlpha = 1;
}

/** `world`: its width in pixels; `x`, `y`: of the tile's corner, pixels. */
export interface TownScale extends Pick<TileScale, "x" | "y"> {
  readonly world: number;
}

const SIDE = 128;

function softDisc(colour: string): OffscreenCanvas {
  const canvas = new OffscreenCanvas(SIDE, SIDE);
  const context = canvas.getContext("2d")!;
  const gradient = context.createRadialGradient(SIDE / 2, SIDE / 2, 0, SIDE / 2, SIDE / 2, SIDE / 2);
  gradient.addColorStop(0.65, "#000f");
  gradient.addColorStop(1, "#0000");
  context.fillStyle = gradient;
  context.fillRect(0, 0, SIDE, SIDE);
  context.globalCompositeOperation = "source-in";
  context.fillStyle = colour;
  context.fillRect(0, 0, SIDE, SIDE);
  return canvas;
}
