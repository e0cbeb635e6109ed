import { DomUtil, type LatLng, type Map as LeafletMap, type Point, type ZoomAnimEvent, point } from "leaflet";
import type { Detail } from "./detail";
import { type CanvasFrame, scaleOf } from "./frame";
import { paddingFor } from "./padding";
import { type Finished, PictureGate } from "./pictureGate";

/** Below this share of the padding a new picture is asked for, so that it is there before the view leaves the old one. */
const ENOUGH = 0.6;

interface Sheet { readonly canvas: HTMLCanvasElement; readonly context: ImageBitmapRenderingContext }

/**
 * Shows finished pictures on the map. Each is somewhat larger than the view and lies where it was made for: panning moves it by CSS
 * alone, zooming scales it until the next one is there. A picture and its place change together, so nothing jumps.
 */
export class MapCanvas {
  readonly #map: LeafletMap;
  readonly #pane: HTMLElement;
  // By pixel ratio. The screen keeps the memory of a canvas's pictures as long as all are of one size; new memory for a large one takes a tenth of a second.
  readonly #sheets = new Map<number, Sheet>();
  readonly #gate = new PictureGate((picture) => this.#show(picture));
  readonly #wanted: () => void;
  #sheet: Sheet; // that is seen
  #frame: CanvasFrame | null = null;
  #planned: CanvasFrame | null = null; // of the picture asked for last

  /** `wanted` is called when another picture is needed. */
  constructor(map: LeafletMap, pane: string, zIndex: number, wanted: () => void) {
    this.#map = map;
    this.#wanted = wanted;
    this.#pane = map.createPane(pane);
    this.#pane.style.zIndex = String(zIndex);
    this.#pane.style.pointerEvents = "none";
    this.#sheet = this.#sheetFor(1);
    map.on(this.#events);
  }

  /** Of the picture that is shown. */
  get frame(): CanvasFrame | null { return this.#frame; }

  /** Whether the picture for the end of a zoom animation is there: others before that end would never be seen. */
  get holds(): boolean { return this.#gate.holds; }

  /** Where a picture made now should lie: the view in its middle. Null when the map has no area. */
  plan(detail: Detail): CanvasFrame | null {
    const size = this.#map.getSize();
    if (size.x === 0 || size.y === 0) return null;
    const ratio = detail.ratioFor(size.x, size.y, window.devicePixelRatio || 1);
    const padding = paddingFor(size.x, size.y, ratio, deviceMemory());
    const world = this.#corner().subtract(size.multiplyBy(padding)).round();
    this.#planned = {
      left: world.x, top: world.y, width: Math.round(size.x * (1 + 2 * padding)), height: Math.round(size.y * (1 + 2 * padding)),
      scale: this.#scale, ratio,
    };
    return this.#planned;
  }

  /** The view's corner within a frame of the map's zoom, CSS pixels. */
  viewIn({ left, top }: CanvasFrame): Point {
    return this.#corner().subtract([left, top]);
  }

  /** Returns whether the picture is shown now. */
  present(picture: Finished): boolean {
    return this.#gate.present(picture);
  }

  dispose(): void {
    this.#map.off(this.#events);
    this.#gate.dispose();
    this.#pane.remove();
  }

  readonly #events = {
    viewreset: () => this.#wanted(),
    resize: () => this.#wanted(),
    moveend: () => this.#wantIfShort(),
    move: () => this.#wantIfShort(),
    zoom: () => {
      this.#gate.at(this.#scale);
      this.#place(this.#map.getPixelOrigin(), this.#map.getZoom());
      this.#wanted();
    },
    zoomanim: ({ center, zoom }: ZoomAnimEvent) => {
      this.#gate.begin(scaleOf(zoom));
      this.#place(this.#originAt(center, zoom), zoom);
      this.#wanted();
    },
    zoomend: () => {
      if (this.#gate.end()) this.#wanted(); // for what has happened since it was painted
    },
  };

  #show({ image, frame }: Finished): void {
    const before = this.#sheet;
    this.#sheet = this.#sheetFor(frame.ratio);
    const { canvas, context } = this.#sheet;
    if (canvas.style.width !== `${frame.width}px`) canvas.style.width = `${frame.width}px`;
    if (canvas.style.height !== `${frame.height}px`) canvas.style.height = `${frame.height}px`;
    if (canvas.width !== image.width) canvas.width = image.width;
    if (canvas.height !== image.height) canvas.height = image.height;
    this.#frame = frame;
    context.transferFromImageBitmap(image);
    this.#place(this.#map.getPixelOrigin(), this.#map.getZoom());
    if (before !== this.#sheet) {
      canvas.style.visibility = "";
      before.canvas.style.visibility = "hidden";
    }
  }

  #sheetFor(ratio: number): Sheet {
    let sheet = this.#sheets.get(ratio);
    if (sheet === undefined) {
      const canvas = DomUtil.create("canvas", "leaflet-zoom-animated", this.#pane);
      canvas.setAttribute("aria-hidden", "true");
      this.#sheets.set(ratio, (sheet = { canvas, context: canvas.getContext("bitmaprenderer")! }));
    }
    return sheet;
  }

  /** Puts the picture where it belongs when the map's layers begin at `origin`. */
  #place(origin: Point, zoom: number): void {
    if (this.#frame === null) return;
    const scale = scaleOf(zoom) / this.#frame.scale;
    DomUtil.setTransform(this.#sheet.canvas, point(this.#frame.left * scale, this.#frame.top * scale).subtract(origin), scale);
  }

  #wantIfShort(): void {
    // Not by what is shown: a picture that is on its way need not be asked for again with each step of the hand.
    if (this.#planned === null || this.#spare(this.#planned) < ENOUGH) this.#wanted();
  }

  /** The share of the padding left on the narrowest side; below 0 the view shows what is not painted. */
  #spare({ left, top, width, height, scale }: CanvasFrame): number {
    if (scale !== this.#scale) return -1;
    const size = this.#map.getSize();
    const view = this.#corner();
    const x = Math.min(view.x - left, left + width - view.x - size.x) / Math.max(1, (width - size.x) / 2);
    const y = Math.min(view.y - top, top + height - view.y - size.y) / Math.max(1, (height - size.y) / 2);
    return Math.min(x, y);
  }

  get #scale(): number { return scaleOf(this.#map.getZoom()); }

  /** World pixels of the view's top-left corner. */
  #corner(): Point {
    return this.#map.containerPointToLayerPoint([0, 0]).add(this.#map.getPixelOrigin());
  }

  #originAt(center: LatLng, zoom: number): Point {
    // The map's own (private) arithmetic: the origin it will have after the animation.
    const size = this.#map.getSize();
    const pane = DomUtil.getPosition(this.#map.getPane("mapPane")!);
    return this.#map.project(center, zoom).subtract(size.divideBy(2)).add(pane).round();
  }
}

/** Gigabytes, as far as the browser tells. */
function deviceMemory(): number {
  return (navigator as { deviceMemory?: number }).deviceMemory ?? 8;
}
