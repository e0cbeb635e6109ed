import type { Map as LeafletMap } from "leaflet";
import type { Fleet } from "../fleet/fleet";
import { describe } from "./changes";
import { RING_REACH } from "./clusterRing";
import { Detail } from "./detail";
import type { DrawRequest, Drawing, Style } from "./drawing";
import { DrawLoop } from "./drawLoop";
import { fontSources } from "./fonts";
import { type CanvasFrame, scaleOf } from "./frame";
import { findHit, findHits } from "./hitGrid";
import { TRAIL_TIME } from "./history";
import type { LabelMode } from "./labels";
import { MapCanvas } from "./mapCanvas";
import { type Palette, readPalette } from "./palette";
import { isAging, platesOf } from "./plates";
import { Scene, type Stage } from "./scene";
import { Studio } from "./studio";
import type { TrailColumns } from "./trail";

/** How far back tails reach, ms. */
const TAIL_TIME = 3 * 60_000;

const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");
const coarsePointer = matchMedia("(pointer: coarse)");

export interface LayerHost {
  /** The vendor's time now, ms since 1970. */
  time(): number;
  isFrozen(): boolean;
  /** Whether what is drawn is better than what is there: a snapshot is coming in pieces over a fleet already shown. */
  isWaiting(): boolean;
  /** The boxes of the base map's names on a frame, which labels keep clear of. */
  namesOn(frame: CanvasFrame): Float32Array;
  /** After each drawing: positions on the screen have changed. */
  drawn(): void;
}

/** A cell of the cluster grid, world widths. */
export interface ClusterArea { readonly left: number; readonly top: number; readonly side: number }

/** All vehicles on one canvas. Draws when something visible changed or moved, and otherwise costs nothing. */
export class VehicleLayer implements Stage {
  readonly scene: Scene;
  readonly #map: LeafletMap;
  readonly #host: LayerHost;
  readonly #canvas: MapCanvas;
  readonly #studio: Studio;
  readonly #loop: DrawLoop;
  readonly #detail = new Detail(() => this.changed());
  #palette: Palette;
  #labels: LabelMode = "off";
  #clusters = true;
  #tails = false;
  #animates = true; // kept, since it is asked for with every report
  #cleared = false; // whether the studio has to forget first
  #planned: CanvasFrame | null = null; // of the newest drawing asked for
  #versions = { asked: -1, shown: -1 };
  #drawing: Drawing | null = null; // the one on the canvas, or about to be

  constructor(map: LeafletMap, fleet: Fleet, host: LayerHost) {
    this.#map = map;
    this.#host = host;
    this.scene = new Scene(fleet, this);
    this.#loop = new DrawLoop({ draw: () => this.#draw(), isWaiting: () => host.isWaiting() || this.#canvas.holds, isOffThread: () => this.#studio.isOffThread });
    this.#palette = readPalette(map.getContainer(), false);
    this.#studio = new Studio(this.#style(), {
      drawn: (drawing) => this.#drawn(drawing),
      restyled: () => this.changed(),
      lost: () => this.#tellAll(),
    });
    this.#canvas = new MapCanvas(map, "vehicles", 450, () => this.changed());
    map.on(this.#events);
    document.addEventListener("visibilitychange", this.#onVisibility);
    reducedMotion.addEventListener("change", this.#onVisibility);
    this.#onVisibility();
    coarsePointer.addEventListener("change", this.restyle);
  }

  /** Vehicles on the canvas at the last drawing, by themselves and in clusters. */
  get drawnCount(): number { return this.#drawing?.drawn ?? 0; }
  get clusterCount(): number { return this.#drawing?.rings.totals.length ?? 0; }
  /** The fleet's version that the canvas shows; reports that have moved nothing visibly so far need no drawing for that. */
  get shownVersion(): number {
    if (this.#loop.isCurrent && !this.#canvas.holds) this.#versions.shown = this.scene.fleet.version;
    return this.#versions.shown;
  }
  /** 1 belongs to 20-px glyphs; fingers get 23. */
  get scale(): number { return coarsePointer.matches ? 1.15 : 1; }

  setLabels(mode: LabelMode): void {
    this.#labels = mode;
    this.changed();
  }

  /** Other names are on the base map: labels may have to make room. */
  named(): void {
    if (this.#labels !== "off") this.changed();
  }

  setClusters(on: boolean): void {
    this.#clusters = on;
    this.changed();
  }

  setTails(on: boolean): void {
    if (on && !this.#tails) this.scene.touchAll();
    this.#tails = on;
    this.changed();
  }

  /** Reads the colours and the font anew. */
  readonly restyle = (): void => {
    this.#palette = readPalette(this.#map.getContainer(), this.#host.isFrozen());
    this.#studio.style(this.#style());
    this.changed();
  };

  /** The slot under a point of the map's container, or -1. */
  hit(x: number, y: number, reach: number): number {
    const at = this.#onCanvas(x, y);
    return at === null ? -1 : findHit(at.drawing.hits, at.x, at.y, reach * at.zoom, (slot) => this.scene.isSelected(slot), (slot) => this.scene.isShown(slot));
  }

  /** All slots drawn within `reach` of a slot's place, from the top down: those a click cannot tell from it. */
  near(slot: number, reach: number): number[] {
    const place = this.screenPosition(slot);
    const at = place === null ? null : this.#onCanvas(place.x, place.y);
    if (at === null) return [slot];
    return [...new Set([slot, ...findHits(at.drawing.hits, at.x, at.y, reach * at.zoom).filter((other) => this.scene.isShown(other))])];
  }

  /** The cluster whose ring is under a point of the map's container. */
  hitCluster(x: number, y: number): ClusterArea | null {
    const at = this.#onCanvas(x, y);
    if (at === null) return null;
    const { rings } = at.drawing;
    const reach = RING_REACH * at.zoom;
    for (let i = rings.totals.length - 1; i >= 0; i--) {
      if (Math.hypot(rings.x[i]! - at.x, rings.y[i]! - at.y) <= reach) return { left: rings.left[i]!, top: rings.top[i]!, side: rings.side };
    }
    return null;
  }

  /** Where the slot is drawn, CSS pixels of the map's container: of the world's copies the one nearest to the view's middle. */
  screenPosition(slot: number): { x: number; y: number } | null {
    if (!this.scene.hasPlace(slot)) return null;
    const { glide } = this.scene;
    glide.moveTo(slot, this.now());
    const scale = scaleOf(this.#map.getZoom());
    const corner = this.#map.containerPointToLayerPoint([0, 0]).add(this.#map.getPixelOrigin());
    const width = this.#map.getSize().x;
    const x = glide.x[slot]! * scale - corner.x;
    return { x: x - Math.round((x - width / 2) / scale) * scale, y: glide.y[slot]! * scale - corner.y };
  }

  /** Whether what is on the canvas has the slot where `screenPosition` says, so that a click there finds it. */
  isDrawn(slot: number): boolean {
    const drawing = this.#drawing;
    if (drawing === null || drawing.frame.scale !== scaleOf(this.#map.getZoom())) return false;
    return this.shownVersion === this.scene.fleet.version || drawing.hits.slots.includes(slot);
  }

  shows(x: number, y: number): boolean {
    if (this.#planned === null) return false;
    const { left, top, width, height, scale } = this.#planned;
    const cx = x * scale - left;
    const cy = y * scale - top;
    return cy >= 0 && cy <= height && cx - Math.floor(cx / scale) * scale <= width;
  }

  animates(): boolean {
    return this.#animates;
  }

  now(): number {
    return performance.now();
  }

  changed(): void {
    this.#loop.changed();
  }

  moves(speed: number, turning: number): void {
    if (this.#labels === "speed") return this.changed();
    if (this.#loop.pace.moves(speed * (this.#planned?.scale ?? 0), turning)) this.#loop.schedule();
  }

  /** The fleet was emptied: nothing that is drawn can be hit or kept in place. */
  forget(): void {
    this.#cleared = true;
    this.#drawing = null;
  }

  /** Whether a plate's age has to be drawn again every second. */
  get aging(): boolean { return isAging(this.scene, this.#host.isFrozen()); }

  dispose(): void {
    this.#loop.dispose();
    this.#detail.dispose();
    this.#studio.dispose();
    document.removeEventListener("visibilitychange", this.#onVisibility);
    reducedMotion.removeEventListener("change", this.#onVisibility);
    coarsePointer.removeEventListener("change", this.restyle);
    this.#map.off(this.#events);
    this.#canvas.dispose();
  }

  readonly #events = {
    movestart: () => { this.#loop.panning = this.#detail.moving = true; },
    zoomend: () => this.#detail.zoomed(),
    moveend: () => {
      this.#loop.panning = this.#detail.moving = false;
      this.#loop.schedule();
    },
  };

  readonly #onVisibility = (): void => {
    this.#animates = !document.hidden && !reducedMotion.matches;
    // What happened meanwhile is not replayed: reports jumped, and a glide is where its time has brought it.
    if (!document.hidden) this.changed();
  };

  #draw(): void {
    const { fleet } = this.scene;
    // Before the first vehicle there is nothing to see, nor to wipe off; an empty picture would take as long as any.
    if (fleet.count === 0 && this.#canvas.frame === null) return this.#loop.drawn(0);
    if (this.#drawing === null) this.#detail.expect(fleet.count);
    const frame = this.#canvas.plan(this.#detail);
    if (frame === null) return this.#loop.drawn(0); // a map that is not to be seen; its resize will ask again
    this.#planned = frame;
    this.#versions.asked = fleet.version;
    this.#drawOn(frame).catch((fault: unknown) => {
      // A fault of ours on this thread must not be the last drawing.
      console.error("DispatchMap could not draw the vehicles", fault);
      this.#loop.drawn(0);
    });
  }

  async #drawOn(frame: CanvasFrame): Promise<void> {
    await this.#studio.draw(this.#request(frame));
  }

  #request(frame: CanvasFrame): DrawRequest {
    const { scene, scene: { fleet, touched, renamed } } = this;
    const size = this.#map.getSize();
    const { x, y } = this.#canvas.viewIn(frame);
    // Names are sent when they are to be written: a hundred thousand of them take their time.
    const slots = this.#labels === "off" ? new Int32Array(0) : renamed.take();
    const time = this.#host.time();
    const slotOf = (id: number): number => fleet.slotOf(id) ?? -1;
    const request: DrawRequest = {
      frame, view: { x, y, width: size.x, height: size.y }, now: this.now(), cleared: this.#cleared, top: fleet.top,
      changes: describe(scene, touched.take(), this.#tails ? time - TAIL_TIME : null), renamed: { slots, names: Array.from(slots, (slot) => fleet.names[slot] ?? "") },
      selected: scene.selected.map(slotOf).filter((slot) => slot >= 0), hovered: scene.hovered === null ? -1 : slotOf(scene.hovered),
      plates: platesOf(scene, this.#palette, this.#host.isFrozen(), time),
      labels: this.#host.isFrozen() && this.#labels === "speed" ? "names" : this.#labels,
      written: this.#labels === "off" ? new Float32Array(0) : this.#host.namesOn(frame), clusters: this.#clusters, tails: this.#tails,
      trail: this.#trail(time),
    };
    this.#cleared = false;
    return request;
  }

  #trail(time: number): TrailColumns | null {
    const { trail, fleet } = this.scene;
    const slot = trail.id === null ? undefined : fleet.slotOf(trail.id);
    // Up to the report before: from there to the last one the marker is on its way.
    return slot === undefined ? null : trail.between(time - TRAIL_TIME, fleet.columns.recordedAt[slot]!);
  }

  #drawn(drawing: Drawing): void {
    if (this.#canvas.present(drawing)) this.#versions.shown = this.#versions.asked;
    this.#drawing = this.#cleared ? null : drawing;
    this.#detail.drawn(drawing.hits.slots.length);
    this.#loop.pace.coarse = drawing.coarse;
    this.#loop.pace.moves(drawing.pixels, drawing.degrees);
    this.#loop.drawn(drawing.cost);
    this.#host.drawn();
  }

  #tellAll(): void {
    this.#cleared = true;
    this.scene.touchAll();
    this.#loop.drawn(0);
    this.changed();
  }

  /** A point of the map's container on the drawing; `zoom` is how much smaller the drawing is than what is seen. */
  #onCanvas(x: number, y: number): { drawing: Drawing; x: number; y: number; zoom: number } | null {
    const drawing = this.#drawing;
    if (drawing === null) return null;
    const zoom = drawing.frame.scale / scaleOf(this.#map.getZoom());
    const corner = this.#map.containerPointToLayerPoint([0, 0]).add(this.#map.getPixelOrigin());
    return { drawing, x: (corner.x + x) * zoom - drawing.frame.left, y: (corner.y + y) * zoom - drawing.frame.top, zoom };
  }

  #style(): Style {
    return { palette: this.#palette, scale: this.scale, ratio: devicePixelRatio, fonts: fontSources(this.#palette.font) };
  }
}
