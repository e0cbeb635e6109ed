import type { Changes } from "./changes";
import type { FontSource } from "./fonts";
import type { CanvasFrame } from "./frame";
import type { HitIndex } from "./hitGrid";
import type { LabelMode } from "./labels";
import type { Palette } from "./palette";
import type { TrailColumns } from "./trail";

/** What the map's side asks of the drawing side, which may live in a worker: plain data in both directions. */
export interface DrawRequest {
  readonly frame: CanvasFrame;
  /** The part of the canvas that is in view, CSS pixels from its corner. */
  readonly view: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  /** By the clock that glides are timed with, ms. */
  readonly now: number;
  /** Whether all that is known is to be forgotten first. */
  readonly cleared: boolean;
  /** Slots at and above this one are free. */
  readonly top: number;
  readonly changes: Changes;
  readonly renamed: { readonly slots: Int32Array; readonly names: readonly string[] };
  /** Slots; the first one has the card. */
  readonly selected: readonly number[];
  /** A slot, or -1. */
  readonly hovered: number;
  readonly plates: readonly Plate[];
  readonly labels: LabelMode;
  /** Names on the base map that labels keep clear of: left, top, right and bottom of each. */
  readonly written: Float32Array;
  readonly clusters: boolean;
  readonly tails: boolean;
  /** Of the vehicle with the card. */
  readonly trail: TrailColumns | null;
}

/** What stands beside a selected vehicle. */
export interface Plate {
  readonly slot: number;
  readonly name: string;
  readonly detail: string;
  readonly colour: string;
}

export interface Style {
  readonly palette: Palette;
  /** 1 belongs to 20-px glyphs. */
  readonly scale: number;
  readonly ratio: number;
  /** Pages and workers have fonts of their own. */
  readonly fonts: readonly FontSource[];
}

export interface Drawing {
  readonly frame: CanvasFrame;
  readonly image: ImageBitmap;
  readonly hits: HitIndex;
  readonly rings: Rings;
  /** Vehicles drawn by themselves and in rings. */
  readonly drawn: number;
  /** Whether glyphs stand on whole pixels. */
  readonly coarse: boolean;
  /** Of the fastest on the canvas, CSS pixels and degrees per ms. */
  readonly pixels: number;
  readonly degrees: number;
  /** ms that drawing took. */
  readonly cost: number;
}

/** Clusters as drawn, CSS pixels of the canvas. */
export interface Rings {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly totals: Int32Array;
  /** Cells that they stand for: left and top, world widths. */
  readonly left: Float64Array;
  readonly top: Float64Array;
  /** Of a cell, world widths. */
  readonly side: number;
}

/** The buffers to hand over with a drawing. */
export function drawingBuffers({ image, hits, rings }: Drawing): Transferable[] {
  const columns = [hits.slots, hits.x, hits.y, hits.starts, hits.entries, rings.x, rings.y, rings.totals, rings.left, rings.top];
  return [image, ...columns.map((column) => column.buffer as ArrayBuffer)];
}
