import type { Map as LeafletMap } from "leaflet";
import type { Fleet } from "../fleet/fleet";
import { DrawList } from "./drawList";
import { DrawLoop } from "./drawLoop";
import { collect } from "./collect";
import { HitGrid } from "./hitGrid";
import { type LabelMode, Labels, type WrittenNames } from "./labels";
import { drawBrackets, drawHoverRing } from "./marks";
import { PaddedCanvas } from "./paddedCanvas";
import { type Palette, readPalette } from "./palette";
import { Scene, type Stage } from "./scene";
import { Sprites } from "./sprites";

/** Above this many at once, markers move in whole pixels: painting between pixels costs more than anyone sees. */
const MOST_SMOOTH = 400;

const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");
const coarsePointer = matchMedia("(pointer: coarse)");

export interface LayerHost {
  /** The vendor's time now, ms since 1970. */
  time(): number;
  isFrozen(): boolean;
  /** Whether what is drawn is better than what is there: a snapshot is coming in pieces over a fleet already shown. */
  isWaiting(): boolean;
  /** The names on the base map, which labels keep clear of; null = none that show. */
  names(): WrittenNames | null;
  /** After each drawing: positions on the screen have changed. */
  drawn(): void;
}

/** All vehicles on one canvas. Draws when something visible changed or moved, and otherwise costs nothing. */
export class VehicleLayer implements Stage {
  readonly scene: Scene;
  readonly #map: LeafletMap;
  readonly #host: LayerHost;
  readonly #canvas: PaddedCanvas;
  readonly #labels: Labels;
  readonly #loop: DrawLoop;
  #list = new DrawList();
  #hits: HitGrid | null = null;
  #palette: Palette;
  #sprites: Sprites;

  constructor(map: LeafletMap, fleet: Fleet, host: LayerHost) {
    this.#map = map;
    this.#host = host;
    this.#loop = new DrawLoop(() => this.#draw(false), () => host.isWaiting());
    this.scene = new Scene(fleet, this);
    this.#palette = readPalette(map.getContainer(), false);
    this.#sprites = this.#newSprites();
    this.#labels = new Labels(this.scene, () => host.names(), this.#palette, devicePixelRatio);
    this.#canvas = new PaddedCanvas(map, "vehicles", 450, () => this.#draw(true));
    map.on(this.#events);
    document.addEventListener("visibilitychange", this.#onVisibility);
    coarsePointer.addEventListener("change", this.restyle);
  }

  /** Vehicles on the canvas at the last drawing. */
  get drawnCount(): number { return this.#list.count; }
  /** 1 belongs to 20-px glyphs; fingers get 23. */
  get scale(): number { return coarsePointer.matches ? 1.15 : 1; }

  setLabels(mode: LabelMode): void {
    this.#labels.mode = mode;
    this.changed();
  }

  /** Reads the colours and the font anew. */
  readonly restyle = (): void => {
    this.#palette = readPalette(this.#map.getContainer(), this.#host.isFrozen());
    this.#sprites = this.#newSprites();
    this.#labels.restyle(this.#palette, devicePixelRatio);
    this.changed();
  };

  /** The slot under a point of the map's container, or -1. */
  hit(x: number, y: number, reach: number): number {
    const { frame } = this.#canvas;
    this.#hits ??= new HitGrid(this.#list, frame.width, frame.height);
    const origin = this.#origin();
    const slot = this.#hits.find(x - origin.x, y - origin.y, reach, (candidate) => this.scene.isSelected(candidate));
    return slot >= 0 && this.scene.isShown(slot) ? slot : -1;
  }

  /** Where the slot is drawn, CSS pixels of the map's container: of the world's copies the one nearest to the view's middle. */
  screenPosition(slot: number): { x: number; y: number } | null {
    if (!this.scene.hasPlace(slot)) return null;
    const { glide } = this.scene;
    const scale = 256 * 2 ** this.#map.getZoom();
    const corner = this.#map.containerPointToLayerPoint([0, 0]).add(this.#map.getPixelOrigin());
    const width = this.#map.getSize().x;
    const x = glide.x[slot]! * scale - corner.x;
    return { x: x - Math.round((x - width / 2) / scale) * scale, y: glide.y[slot]! * scale - corner.y };
  }

  shows(x: number, y: number): boolean {
    const { left, top, width, height, scale } = this.#canvas.frame;
    const cx = x * scale - left;
    const cy = y * scale - top;
    return cy >= 0 && cy <= height && cx - Math.floor(cx / scale) * scale <= width;
  }

  animates(): boolean {
    return !document.hidden && !reducedMotion.matches;
  }

  now(): number {
    return performance.now();
  }

  changed(): void {
    this.#loop.changed();
  }

  /** The fleet was emptied: nothing that is drawn can be hit or kept in place. */
  forget(): void {
    this.#labels.reset();
    this.#list.count = 0;
    this.#hits = null;
  }

  /** Whether a plate's age has to be drawn again every second. */
  get aging(): boolean { return this.#labels.aging; }

  dispose(): void {
    this.#loop.dispose();
    document.removeEventListener("visibilitychange", this.#onVisibility);
    coarsePointer.removeEventListener("change", this.restyle);
    this.#map.off(this.#events);
    this.#canvas.dispose();
  }

  readonly #events = {
    movestart: () => { this.#loop.panning = true; },
    moveend: () => {
      this.#loop.panning = false;
      this.#loop.schedule();
    },
  };

  readonly #onVisibility = (): void => {
    if (document.hidden) return;
    // What happened meanwhile is not replayed.
    this.scene.glide.settle();
    this.changed();
  };

  #draw(recentre: boolean): void {
    const start = performance.now();
    const { scene } = this;
    const frame = this.#canvas.begin(recentre);
    const { context } = this.#canvas;
    scene.glide.advance(start);
    this.#loop.pace.reset();
    collect(scene, frame, this.#sprites.reach, this.#list, this.#loop.pace);
    this.#hits = null;
    this.#drawGlyphs(context);
    this.#drawMarks(context);
    this.#labels.draw(context, this.#list, frame, { scale: this.scale, frozen: this.#host.isFrozen(), time: this.#host.time() });
    this.#loop.drawn(start);
    this.#host.drawn();
  }

  #drawGlyphs(context: CanvasRenderingContext2D): void {
    const { count, x, y, sprites } = this.#list;
    const { reach } = this.#sprites;
    const size = reach * 2;
    const snap = count > MOST_SMOOTH ? devicePixelRatio : 0;
    for (let i = 0; i < count; i++) {
      const left = x[i]! - reach;
      const top = y[i]! - reach;
      const image = this.#sprites.get(sprites[i]!);
      if (snap > 0) context.drawImage(image, Math.round(left * snap) / snap, Math.round(top * snap) / snap, size, size);
      else context.drawImage(image, left, top, size, size);
    }
  }

  #drawMarks(context: CanvasRenderingContext2D): void {
    const { scene, scale } = this;
    const hovered = scene.hovered === null ? undefined : scene.fleet.slotOf(scene.hovered);
    if (scene.selected.length === 0 && hovered === undefined) return;
    for (let i = 0; i < this.#list.count; i++) {
      const slot = this.#list.slots[i]!;
      if (scene.isSelected(slot)) drawBrackets(context, this.#list.x[i]!, this.#list.y[i]!, scale, this.#palette);
      else if (slot === hovered) drawHoverRing(context, this.#list.x[i]!, this.#list.y[i]!, scale, this.#palette);
    }
  }

  /** The canvas's corner in the map's container. */
  #origin(): { x: number; y: number } {
    const { left, top } = this.#canvas.frame;
    const layer = this.#map.layerPointToContainerPoint(this.#map.getPixelOrigin().multiplyBy(-1).add([left, top]));
    return { x: layer.x, y: layer.y };
  }

  #newSprites(): Sprites {
    return new Sprites(this.#palette, this.scale, devicePixelRatio);
  }
}
