import { DomUtil, type LatLng, type Map as LeafletMap, type Point, type ZoomAnimEvent, point } from "leaflet";
import type { Detail } from "./detail";
import type { CanvasFrame } from "./frame";
import { paddingFor } from "./padding";

/** Below this share of the padding a new picture is asked for, so that it is there before the view leaves the old one. */
const ENOUGH = 0.6;

/**
 * Shows finished pictures on the map. Each is somewhat larger than the view and lies where it was made for: panning moves it by CSS
 * alone, zooming scales it until the next one is there. A picture and its place change together, so nothing jumps.
 */
export class MapCanvas {
  readonly #map: LeafletMap;
  readonly #canvas: HTMLCanvasElement;
  readonly #context: ImageBitmapRenderingContext;
  readonly #wanted: () => void;
  #frame: CanvasFrame | null = null;
  #planned: CanvasFrame | null = null; // of the picture asked for last
  #next: { image: ImageBitmap; frame: CanvasFrame } | null = null; // waits for the end of a zoom animation
  #animating = false;

  /** `wanted` is called when another picture is needed. */
  constructor(map: LeafletMap, pane: string, zIndex: number, wanted: () => void) {
    this.#map = map;
    this.#wanted = wanted;
    const container = map.createPane(pane);
    container.style.zIndex = String(zIndex);
    container.style.pointerEvents = "none";
    this.#canvas = DomUtil.create("canvas", "leaflet-zoom-animated", container);
    this.#canvas.setAttribute("aria-hidden", "true");
    this.#context = this.#canvas.getContext("bitmaprenderer")!;
    map.on(this.#events);
  }

  /** Of the picture that is shown. */
  get frame(): CanvasFrame | null { return this.#frame; }

  /** Whether the picture for the end of a zoom animation is there: others before that end would never be seen. */
  get holds(): boolean { return this.#animating && this.#next !== null; }

  /** Where a picture made now should lie: the view in its middle. Null when the map has no area. */
  plan(detail: Detail): CanvasFrame | null {
    const size = this.#map.getSize();
    if (size.x === 0 || size.y === 0) return null;
    const ratio = detail.ratioFor(size.x, size.y, window.devicePixelRatio || 1);
    const padding = paddingFor(size.x, size.y, ratio, deviceMemory());
    const world = this.#corner().subtract(size.multiplyBy(padding)).round();
    this.#planned = {
      left: world.x, top: world.y, width: Math.round(size.x * (1 + 2 * padding)), height: Math.round(size.y * (1 + 2 * padding)),
      scale: 256 * 2 ** this.#map.getZoom(), ratio,
    };
    return this.#planned;
  }

  /** The view's corner within a frame of the map's zoom, CSS pixels. */
  viewIn({ left, top }: CanvasFrame): Point {
    return this.#corner().subtract([left, top]);
  }

  present(image: ImageBitmap, frame: CanvasFrame): void {
    this.#next?.image.close();
    this.#next = { image, frame };
    // In the middle of an animation the old picture is on its way to where the new one will lie.
    if (!this.#animating) this.#showNext();
  }

  dispose(): void {
    this.#map.off(this.#events);
    this.#next?.image.close();
    this.#canvas.remove();
  }

  readonly #events = {
    viewreset: () => this.#wanted(),
    resize: () => this.#wanted(),
    moveend: () => this.#wantIfShort(),
    move: () => this.#wantIfShort(),
    zoom: () => {
      this.#place(this.#map.getPixelOrigin(), this.#map.getZoom());
      this.#wanted();
    },
    zoomanim: ({ center, zoom }: ZoomAnimEvent) => {
      this.#animating = true;
      this.#place(this.#originAt(center, zoom), zoom);
      this.#wanted();
    },
    zoomend: () => {
      this.#animating = false;
      if (this.#next === null) return;
      this.#showNext();
      this.#wanted(); // for what has happened since it was painted
    },
  };

  #showNext(): void {
    if (this.#next === null) return;
    const { image, frame } = this.#next;
    this.#next = null;
    const { style } = this.#canvas;
    if (frame.width !== this.#frame?.width) style.width = `${frame.width}px`;
    if (frame.height !== this.#frame?.height) style.height = `${frame.height}px`;
    if (this.#canvas.width !== image.width) this.#canvas.width = image.width;
    if (this.#canvas.height !== image.height) this.#canvas.height = image.height;
    this.#frame = frame;
    this.#context.transferFromImageBitmap(image);
    this.#place(this.#map.getPixelOrigin(), this.#map.getZoom());
  }

  /** Puts the picture where it belongs when the map's layers begin at `origin`. */
  #place(origin: Point, zoom: number): void {
    if (this.#frame === null) return;
    const scale = (256 * 2 ** zoom) / this.#frame.scale;
    DomUtil.setTransform(this.#canvas, point(this.#frame.left * scale, this.#frame.top * scale).subtract(origin), scale);
  }

  #wantIfShort(): void {
    // Not by what is shown: a picture that is on its way need not be asked for again with each step of the hand.
    if (this.#planned === null || this.#spare(this.#planned) < ENOUGH) this.#wanted();
  }

  /** The share of the padding left on the narrowest side; below 0 the view shows what is not painted. */
  #spare({ left, top, width, height, scale }: CanvasFrame): number {
    if (scale !== 256 * 2 ** this.#map.getZoom()) return -1;
    const size = this.#map.getSize();
    const view = this.#corner();
    const x = Math.min(view.x - left, left + width - view.x - size.x) / Math.max(1, (width - size.x) / 2);
    const y = Math.min(view.y - top, top + height - view.y - size.y) / Math.max(1, (height - size.y) / 2);
    return Math.min(x, y);
  }

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
