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

  draw(context: CanvasRenderingContext2D, list: DrawList, frame: CanvasFrame, scale: number, frozen: boolean, time: number): void {
    this.#aging = false;
    const avoided = this.mode === "off" ? null : this.#townNames(frame);
    const taken = new BoxGrid(frame.width, frame.height);
    const sides = new Map<number, Side>();
    const reach = GLYPH_REACH * scale;
    if (this.mode !== "off") for (let i = 0; i < list.count; i++) taken.add(list.x[i]! - reach, list.y[i]! - reach, list.x[i]! + reach, list.y[i]! + reach);
    const plates = this.#plates(list);
    for (const i of plates) this.#drawPlate(context, taken, avoided, sides, list, i, scale, frozen, time);
    if (this.mode !== "off") this.#drawLabels(context, taken, avoided, sides, list, plates, scale, frozen);
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

  #drawPlate(
    context: CanvasRenderingContext2D, taken: BoxGrid, avoided: BoxGrid | null, sides: Map<number, Side>, list: DrawList, i: number,
    scale: number, frozen: boolean, time: number,
  ): void {
    const slot = list.slots[i]!;
    const { columns, names } = this.#scene.fleet;
    const connection = columns.connection[slot]!;
    let detail = "";
    let colour = this.#palette.ink2;
    if (connection !== Connection.Live) {
      detail = `${formatAge(time - columns.recordedAt[slot]!)} old`;
      colour = [colour, this.#palette.delayed, this.#palette.stale, this.#palette.offline][connection] ?? colour;
      this.#aging ||= !frozen;
    } else if (frozen && !Number.isNaN(columns.speed[slot]!)) {
      detail = `${Math.round(columns.speed[slot]!)} km/h at ${formatClock(columns.recordedAt[slot]!)}`;
    }
    const sprite = this.#texts.plate(names[slot] ?? "", detail, colour);
    const gap = PLATE_GAP * scale;
    const before = this.#sides.get(slot);
    const side = placeLabel(taken, avoided, list.x[i]!, list.y[i]!, sprite.width, sprite.height, gap, before) ?? before ?? Side.Right;
    sides.set(slot, side);
    this.#put(context, sprite, list, i, gap, side);
  }

  #drawLabels(
    context: CanvasRenderingContext2D, taken: BoxGrid, avoided: BoxGrid | null, sides: Map<number, Side>, list: DrawList, plates: Set<number>,
    scale: number, frozen: boolean,
  ): void {
    let left = MOST_LABELS;
    const gap = LABEL_GAP * scale;
    // Who had a label keeps it; then the drawing order from the top down: moving vehicles before lost ones.
    for (const had of [true, false]) {
      for (let i = list.count - 1; i >= 0 && left > 0; i--) {
        const slot = list.slots[i]!;
        if (this.#sides.has(slot) !== had || plates.has(i) || sides.has(slot)) continue;
        const name = this.#scene.fleet.names[slot] ?? "";
        const speed = frozen ? "" : this.#speed(slot);
        const { width, height } = this.#texts.labelSize(name, speed);
        const side = placeLabel(taken, avoided, list.x[i]!, list.y[i]!, width, height, gap, this.#sides.get(slot));
        if (side === null) continue;
        sides.set(slot, side);
        this.#put(context, this.#texts.label(name, speed), list, i, gap, side);
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

  #put(context: CanvasRenderingContext2D, sprite: TextSprite, list: DrawList, i: number, gap: number, side: Side): void {
    const { left, top } = labelBox(list.x[i]!, list.y[i]!, sprite.width, sprite.height, gap, side);
    const x = Math.round(left - sprite.margin);
    const y = Math.round(top - sprite.margin);
    context.drawImage(sprite.image, x, y, sprite.width + 2 * sprite.margin, sprite.height + 2 * sprite.margin);
  }
}
