import { DomUtil, type LatLng, type Map as LeafletMap, type Point, type ZoomAnimEvent, point } from "leaflet";
import type { CanvasFrame } from "./frame";
import { paddingFor } from "./padding";

/**
 * A canvas somewhat larger than the map's view, in a pane of its own. Panning moves it with the map by CSS alone; it is painted
 * anew (through `repaint`) only when the view is about to leave it, when the zoom changed or the map was resized.
 */
export class PaddedCanvas {
  readonly context: OffscreenCanvasRenderingContext2D;
  readonly #map: LeafletMap;
  readonly #canvas: HTMLCanvasElement;
  readonly #shown: ImageBitmapRenderingContext;
  readonly #easel = new OffscreenCanvas(1, 1);
  readonly #repaint: () => void;
  #frame: CanvasFrame = { left: 0, top: 0, width: 0, height: 0, scale: 1, ratio: 1 };
  #zoom = NaN;

  constructor(map: LeafletMap, pane: string, zIndex: number, repaint: () => void) {
    this.#map = map;
    this.#repaint = repaint;
    const container = map.createPane(pane);
    container.style.zIndex = String(zIndex);
    container.style.pointerEvents = "none";
    this.#canvas = DomUtil.create("canvas", "leaflet-zoom-animated", container);
    this.#canvas.setAttribute("aria-hidden", "true");
    // What is shown is a finished picture: a canvas that can be painted on is copied for each frame in which it moves.
    this.#shown = this.#canvas.getContext("bitmaprenderer")!;
    this.context = this.#easel.getContext("2d")!;
    map.on(this.#events);
  }

  get frame(): CanvasFrame { return this.#frame; }

  /** Begins an empty picture with the view in its middle; `end` shows it. */
  begin(): CanvasFrame {
    const ratio = window.devicePixelRatio || 1;
    const size = this.#map.getSize();
    const padding = paddingFor(size.x, size.y, ratio);
    const world = this.#map.containerPointToLayerPoint(size.multiplyBy(-padding)).add(this.#map.getPixelOrigin()).round();
    this.#zoom = this.#map.getZoom();
    this.#frame = {
      left: world.x, top: world.y, width: Math.round(size.x * (1 + 2 * padding)), height: Math.round(size.y * (1 + 2 * padding)), scale: 256 * 2 ** this.#zoom, ratio,
    };
    this.#easel.width = Math.max(1, Math.round(this.#frame.width * ratio));
    this.#easel.height = Math.max(1, Math.round(this.#frame.height * ratio));
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
    return this.#frame;
  }

  end(): void {
    const image = this.#easel.transferToImageBitmap();
    const { left, top, width, height } = this.#frame;
    this.#canvas.width = image.width;
    this.#canvas.height = image.height;
    this.#canvas.style.width = `${width}px`;
    this.#canvas.style.height = `${height}px`;
    this.#shown.transferFromImageBitmap(image);
    DomUtil.setTransform(this.#canvas, point(left, top).subtract(this.#map.getPixelOrigin()), 1);
  }

  dispose(): void {
    this.#map.off(this.#events);
    this.#canvas.remove();
  }

  readonly #events = {
    viewreset: () => this.#repaint(),
    resize: () => this.#repaint(),
    moveend: () => {
      if (this.#zoom !== this.#map.getZoom() || this.#spare() < 0.5) this.#repaint();
    },
    move: () => {
      if (this.#zoom === this.#map.getZoom() && this.#spare() < 0) this.#repaint();
    },
    zoom: () => this.#follow(this.#map.getCenter(), this.#map.getZoom()),
    zoomanim: (event: ZoomAnimEvent) => this.#follow(event.center, event.zoom),
  };

  /** The share of the padding left on the narrowest side; below 0 the view shows what is not painted. */
  #spare(): number {
    const { left, top, width, height } = this.#frame;
    const size = this.#map.getSize();
    const view = this.#map.containerPointToLayerPoint([0, 0]).add(this.#map.getPixelOrigin());
    const x = Math.min(view.x - left, left + width - view.x - size.x) / Math.max(1, (width - size.x) / 2);
    const y = Math.min(view.y - top, top + height - view.y - size.y) / Math.max(1, (height - size.y) / 2);
    return Math.min(x, y);
  }

  /** Scales and moves what is painted to where it belongs at another zoom, until it is painted anew. */
  #follow(center: LatLng, zoom: number): void {
    const scale = (256 * 2 ** zoom) / this.#frame.scale;
    const corner = this.#newPixelOrigin(center, zoom);
    DomUtil.setTransform(this.#canvas, point(this.#frame.left * scale, this.#frame.top * scale).subtract(corner), scale);
  }

  #newPixelOrigin(center: LatLng, zoom: number): Point {
    // The map's own (private) arithmetic: the origin it will have after the animation.
    const size = this.#map.getSize();
    const pane = DomUtil.getPosition(this.#map.getPane("mapPane")!);
    return this.#map.project(center, zoom).subtract(size.divideBy(2)).add(pane).round();
  }
}
