import type { Map as LeafletMap } from "leaflet";
import type { WrittenNames } from "../layer/labels";
import type { Box } from "../layer/labelPlacer";
import { BoxGrid } from "../layer/boxGrid";
import type { CanvasFrame } from "../layer/frame";
import { PaddedCanvas } from "../layer/paddedCanvas";
import { type PlaceStyle, capitalShows, countryShows, placeStyle, smallestPopulation } from "./placeStyle";
import { type Places, type PlacesFile, readPlaces } from "./placesData";

export interface PlacePalette {
  readonly land: string;
  readonly label: string;
  readonly label2: string;
  readonly font: string;
}

const MOST_LABELS = 160;

/** The names of towns and countries on the built-in map, as many as fit. */
export class PlaceLayer {
  readonly #canvas: PaddedCanvas;
  readonly #map: LeafletMap;
  readonly #palette: () => PlacePalette;
  #places: Places | null = null;
  #disposed = false;
  #names: WrittenNames | null = null;

  constructor(map: LeafletMap, palette: () => PlacePalette) {
    this.#map = map;
    this.#palette = palette;
    this.#canvas = new PaddedCanvas(map, "places", 110, this.repaint);
    void this.#load();
  }

  /** What was written last. */
  get names(): WrittenNames | null { return this.#names; }

  readonly repaint = (): void => {
    const places = this.#places;
    if (places === null) return;
    const frame = this.#canvas.begin();
    const palette = this.#palette();
    const zoom = Math.round(this.#map.getZoom());
    this.#paintNames(places, frame, zoom, palette);
    this.#canvas.end();
  };

  dispose(): void {
    this.#disposed = true;
    this.#canvas.dispose();
  }

  async #load(): Promise<void> {
    try {
      const response = await fetch(new URL("./places.json", import.meta.url));
      if (!response.ok) return; // a map without names is still a map
      const file = (await response.json()) as PlacesFile;
      if (this.#disposed) return;
      this.#places = readPlaces(file);
      this.repaint();
    } catch {
      // The connection is gone; the next page load tries again.
    }
  }

  #paintNames(places: Places, frame: CanvasFrame, zoom: number, palette: PlacePalette): void {
    const { context } = this.#canvas;
    const taken = new BoxGrid(frame.width, frame.height);
    context.textAlign = "center";
    context.lineJoin = "round";
    context.strokeStyle = palette.land;
    context.lineWidth = 3;
    const boxes: Box[] = [];
    this.#names = { frame, boxes };
    const write = (name: string, x: number, y: number, style: PlaceStyle): void => {
      context.font = `${style.font} ${palette.font}`;
      context.letterSpacing = style.spacing;
      const half = context.measureText(name).width / 2 + style.clearance;
      if (!taken.isFree(x - half, y - style.clearance - 6, x + half, y + style.clearance + 6)) return;
      taken.add(x - half, y - style.clearance - 6, x + half, y + style.clearance + 6);
      context.globalAlpha = style.opacity;
      context.strokeText(name, x, y + 4);
      context.fillStyle = style.strong ? palette.label2 : palette.label;
      context.fillText(name, x, y + 4);
      boxes.push({ left: x - half + style.clearance, top: y - 8, right: x + half - style.clearance, bottom: y + 8 });
    };

    for (const country of places.countries) {
      const style = countryShows(country.area * frame.scale * frame.scale, zoom);
      if (style === null) continue;
      let x = country.x * frame.scale - frame.left;
      x -= Math.floor(x / frame.scale) * frame.scale;
      for (; x < frame.width; x += frame.scale) write(country.name.toUpperCase(), x, country.y * frame.scale - frame.top, style);
    }

    const smallest = smallestPopulation(zoom);
    forEachInView(places.x, places.y, places.names.length, frame, (i, x, y) => {
      const capital = places.capitals.has(i);
      if (places.population[i]! >= smallest || (capital && capitalShows(places.population[i]!, zoom))) write(places.names[i]!, x, y, placeStyle(places.population[i]!, capital, zoom));
      return boxes.length < MOST_LABELS;
    });
    context.globalAlpha = 1;
    context.letterSpacing = "0px";
  }
}

/** Visits each copy of each point that is on the canvas until told to stop (false). */
function forEachInView(
  xs: Float32Array, ys: Float32Array, count: number, frame: CanvasFrame, visit: (i: number, x: number, y: number) => boolean,
): void {
  const { left, top, width, height, scale } = frame;
  for (let i = 0; i < count; i++) {
    const y = ys[i]! * scale - top;
    if (y < 0 || y > height) continue;
    let x = xs[i]! * scale - left;
    x += Math.ceil(-x / scale) * scale;
    for (; x <= width; x += scale) if (!visit(i, x, y)) return;
  }
}
