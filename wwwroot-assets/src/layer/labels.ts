import { Connection, Motion } from "../fleet/states";
import { formatAge } from "../text/age";
import { formatClock } from "../text/clock";
import { BoxGrid } from "./boxGrid";
import type { DrawList } from "./drawList";
import type { CanvasFrame } from "./paddedCanvas";
import type { Palette } from "./palette";
import { type Box, Side, labelBox, placeLabel } from "./labelPlacer";
import type { Scene } from "./scene";
import { type TextSprite, TextSprites } from "./textSprites";

export type LabelMode = "off" | "names" | "speed";

const MOST_LABELS = 300;
const MOST_PLATES = 20;
const GLYPH_REACH = 9;
const LABEL_GAP = 13;
const PLATE_GAP = 22;

export interface LabelConditions {
  /** 1 belongs to 20-px glyphs. */
  readonly scale: number;
  readonly frozen: boolean;
  /** The vendor's, ms since 1970. */
  readonly time: number;
}

/** What the base map has written, on a canvas of its own. */
export interface WrittenNames {
  readonly frame: CanvasFrame;
  readonly boxes: readonly Box[];
}

/** Names beside the glyphs, and plates beside the selected ones, as many as fit without covering each other. */
export class Labels {
  mode: LabelMode = "off";
  readonly #scene: Scene;
  readonly #names: () => WrittenNames | null;
  #texts: TextSprites;
  #palette: Palette;
  #sides = new Map<number, Side>(); // by slot, of what was labelled last time
  #aging = false;

  constructor(scene: Scene, names: () => WrittenNames | null, palette: Palette, ratio: number) {
    this.#scene = scene;
    this.#names = names;
    this.#palette = palette;
    this.#texts = new TextSprites(palette, ratio);
  }

  /** Whether a plate shows an age that goes on counting. */
  get aging(): boolean { return this.#aging; }

  restyle(palette: Palette, ratio: number): void {
    this.#palette = palette;
    this.#texts = new TextSprites(palette, ratio);
  }

  /** Forgets which label was on which side: the slots mean other vehicles now. */
  reset(): void {
    this.#sides.clear();
  }

  draw(context: CanvasRenderingContext2D, list: DrawList, frame: CanvasFrame, { scale, frozen, time }: LabelConditions): void {
    this.#aging = false;
    const sides = new Map<number, Side>();
    const taken = new BoxGrid(frame.width, frame.height);
    const avoided = this.mode === "off" ? null : this.#townNames(frame);
    const pass: Pass = { context, list, sides, taken, avoided, scale, frozen, time };
    if (this.mode !== "off") takeGlyphs(taken, list, GLYPH_REACH * scale);
    const plates = this.#plates(list);
    for (const i of plates) this.#drawPlate(pass, i);
    if (this.mode !== "off") this.#drawLabels(pass, plates);
    this.#sides = sides;
  }

  #townNames(frame: CanvasFrame): BoxGrid | null {
    const names = this.#names();
    // Painted at another zoom: about to be painted anew.
    if (names === null || names.frame.scale !== frame.scale) return null;
    const avoided = new BoxGrid(frame.width, frame.height);
    const dx = names.frame.left - frame.left;
    const dy = names.frame.top - frame.top;
    for (const { left, top, right, bottom } of names.boxes) avoided.add(left + dx, top + dy, right + dx, bottom + dy);
    return avoided;
  }

  #plates(list: DrawList): Set<number> {
    const plates = new Set<number>();
    if (this.#scene.selected.length === 0) return plates;
    for (let i = 0; i < list.count && plates.size < MOST_PLATES; i++) if (this.#scene.isSelected(list.slots[i]!)) plates.add(i);
    return plates;
  }

  #drawPlate(pass: Pass, i: number): void {
    const slot = pass.list.slots[i]!;
    const { detail, colour } = this.#plateDetail(slot, pass);
    const sprite = this.#texts.plate(this.#scene.fleet.names[slot] ?? "", detail, colour);
    const gap = PLATE_GAP * pass.scale;
    const before = this.#sides.get(slot);
    const side = place(pass, i, sprite, gap, before) ?? before ?? Side.Right;
    pass.sides.set(slot, side);
    put(pass, sprite, i, gap, side);
  }

  /** What must be known before trusting the position; empty when it is fresh. */
  #plateDetail(slot: number, { frozen, time }: Pass): { detail: string; colour: string } {
    const { connection, recordedAt, seenAt, speed } = this.#scene.fleet.columns;
    const { ink2, delayed, stale, offline } = this.#palette;
    if (connection[slot] !== Connection.Live) {
      this.#aging ||= !frozen;
      return { detail: `${formatAge(time - seenAt[slot]!)} old`, colour: [ink2, delayed, stale, offline][connection[slot]!] ?? ink2 };
    }
    const past = frozen && !Number.isNaN(speed[slot]!);
    return { detail: past ? `${Math.round(speed[slot]!)} km/h at ${formatClock(recordedAt[slot]!)}` : "", colour: ink2 };
  }

  #drawLabels(pass: Pass, plates: Set<number>): void {
    const { list, sides } = pass;
    let left = MOST_LABELS;
    const gap = LABEL_GAP * pass.scale;
    // Who had a label keeps it; then the drawing order from the top down: moving vehicles before lost ones.
    for (const had of [true, false]) {
      for (let i = list.count - 1; i >= 0 && left > 0; i--) {
        const slot = list.slots[i]!;
        if (this.#sides.has(slot) !== had || plates.has(i) || sides.has(slot)) continue;
        const name = this.#scene.fleet.names[slot] ?? "";
        const speed = pass.frozen ? "" : this.#speed(slot);
        const side = place(pass, i, this.#texts.labelSize(name, speed), gap, this.#sides.get(slot));
        if (side === null) continue;
        sides.set(slot, side);
        put(pass, this.#texts.label(name, speed), i, gap, side);
        left--;
      }
    }
  }

  /** Only a Live, moving vehicle has a speed now. */
  #speed(slot: number): string {
    const { connection, motion, speed } = this.#scene.fleet.columns;
    if (this.mode !== "speed" || connection[slot] !== Connection.Live || motion[slot] !== Motion.Moving || Number.isNaN(speed[slot]!)) return "";
    return String(Math.round(speed[slot]!));
  }
}

/** One drawing of all labels. */
interface Pass extends LabelConditions {
  readonly context: CanvasRenderingContext2D;
  readonly list: DrawList;
  readonly sides: Map<number, Side>;
  readonly taken: BoxGrid;
  readonly avoided: BoxGrid | null;
}

function takeGlyphs(taken: BoxGrid, { count, x, y }: DrawList, reach: number): void {
  for (let i = 0; i < count; i++) taken.add(x[i]! - reach, y[i]! - reach, x[i]! + reach, y[i]! + reach);
}

function place({ taken, avoided, list }: Pass, i: number, size: { width: number; height: number }, gap: number, before: Side | undefined): Side | null {
  return placeLabel(taken, avoided, list.x[i]!, list.y[i]!, size.width, size.height, gap, before);
}

function put({ context, list }: Pass, sprite: TextSprite, i: number, gap: number, side: Side): void {
  const { left, top } = labelBox(list.x[i]!, list.y[i]!, sprite.width, sprite.height, gap, side);
  const x = Math.round(left - sprite.margin);
  const y = Math.round(top - sprite.margin);
  context.drawImage(sprite.image, x, y, sprite.width + 2 * sprite.margin, sprite.height + 2 * sprite.margin);
}
