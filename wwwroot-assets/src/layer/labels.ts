import { CoverMask } from "./coverMask";
import type { CanvasFrame } from "./frame";
import type { CanvasContext } from "./glyphs";
import type { DrawList } from "./drawList";
import type { DrawRequest, Plate } from "./drawing";
import { Side, labelBox, placeLabel } from "./labelPlacer";
import { Rank, labelOrder } from "./labelOrder";
import type { Picture } from "./picture";
import { type TextSprite, TextSprites } from "./textSprites";
import type { Palette } from "./palette";

export type LabelMode = "off" | "names" | "speed";

const MOST_LABELS = 300;
/** In a crowd hardly anybody finds a place; looking for one further costs more than it shows. */
const MOST_TRIES = 2000;
const GLYPH_REACH = 9;
/** Of the brackets around a selected vehicle. */
const MARK_REACH = 18;
const RING_REACH = 21;
const LABEL_GAP = 13;
/** Of a glyph with the ring of a lost vehicle. */
const ALERT_REACH = 15;
const ALERT_GAP = 19;
const PLATE_GAP = 22;

/** Rings are taken, too: CSS pixels of the canvas. */
export interface Obstacles { readonly x: ArrayLike<number>; readonly y: ArrayLike<number> }

/** Names beside the glyphs, and plates beside the selected ones, as many as fit without covering each other. */
export class Labels {
  readonly #picture: Picture;
  #texts: TextSprites;
  #scale: number;
  #sides = new Map<number, Side>(); // by slot, of what was labelled last time

  constructor(picture: Picture, palette: Palette, ratio: number, scale: number) {
    this.#picture = picture;
    this.#texts = new TextSprites(palette, ratio);
    this.#scale = scale;
  }

  restyle(palette: Palette, ratio: number, scale: number): void {
    this.#texts = new TextSprites(palette, ratio);
    this.#scale = scale;
  }

  /** Forgets which label was on which side: the slots mean other vehicles now. */
  reset(): void {
    this.#sides.clear();
  }

  draw(context: CanvasContext, list: DrawList, rings: Obstacles, request: DrawRequest): void {
    const { frame, labels, written } = request;
    const sides = new Map<number, Side>();
    if (labels !== "off" || request.plates.length > 0) {
      const taken = new CoverMask(frame.width, frame.height);
      const pass: Pass = { context, list, sides, taken, avoided: avoidedBy(written, frame), request };
      if (labels !== "off") this.#takeGlyphs(pass, rings);
      for (const plate of request.plates) this.#drawPlate(pass, plate);
      if (labels !== "off") this.#drawLabels(pass);
    }
    this.#sides = sides;
  }

  #takeGlyphs({ taken, list: { count, slots, x, y } }: Pass, rings: Obstacles): void {
    for (let i = 0; i < count; i++) {
      const reach = (this.#picture.isAlerting(slots[i]!) ? ALERT_REACH : GLYPH_REACH) * this.#scale;
      taken.add(x[i]! - reach, y[i]! - reach, x[i]! + reach, y[i]! + reach);
    }
    const marked = MARK_REACH * this.#scale;
    for (let i = count - 1; i >= 0 && this.#picture.selected.has(slots[i]!); i--) taken.add(x[i]! - marked, y[i]! - marked, x[i]! + marked, y[i]! + marked);
    for (let i = 0; i < rings.x.length; i++) taken.add(rings.x[i]! - RING_REACH, rings.y[i]! - RING_REACH, rings.x[i]! + RING_REACH, rings.y[i]! + RING_REACH);
  }

  /** Beside the vehicle, whatever else is there, in each copy of the world. */
  #drawPlate(pass: Pass, { slot, name, detail, colour }: Plate): void {
    const { list } = pass;
    const sprite = this.#texts.plate(name, detail, colour);
    const gap = PLATE_GAP * this.#scale;
    for (let i = list.count - 1; i >= 0 && this.#picture.selected.has(list.slots[i]!); i--) {
      if (list.slots[i] !== slot) continue;
      const before = this.#sides.get(slot);
      const side = place(pass, i, sprite, gap, before) ?? this.#force(pass, i, sprite, gap, before ?? Side.Right);
      pass.sides.set(slot, side);
      put(pass, sprite, i, gap, side);
    }
  }

  /** Vehicles may lie under a plate, names may not. */
  #force({ list, taken }: Pass, i: number, { width, height }: TextSprite, gap: number, side: Side): Side {
    const { left, top, right, bottom } = labelBox(list.x[i]!, list.y[i]!, width, height, gap, side);
    taken.add(left, top, right, bottom);
    return side;
  }

  #drawLabels(pass: Pass): void {
    const { list, sides, request } = pass;
    let left = MOST_LABELS;
    let tries = MOST_TRIES;
    const order = labelOrder(list, request.view, (slot) => this.#rankOf(slot), (slot) => this.#sides.has(slot));
    for (const i of order) {
      if (left === 0 || tries-- === 0) break;
      const slot = list.slots[i]!;
      if (sides.has(slot)) continue;
      const gap = (this.#picture.isAlerting(slot) ? ALERT_GAP : LABEL_GAP) * this.#scale;
      const name = this.#picture.names[slot] ?? "";
      const speed = request.labels === "speed" ? said(this.#picture.speeds[slot]!) : "";
      const side = place(pass, i, this.#texts.labelSize(name, speed), gap, this.#sides.get(slot));
      if (side === null) continue;
      sides.set(slot, side);
      put(pass, this.#texts.label(name, speed), i, gap, side);
      left--;
    }
  }

  #rankOf(slot: number): Rank {
    return this.#picture.isAlerting(slot) ? Rank.Alerting : this.#picture.isMoving(slot) ? Rank.Moving : Rank.Other;
  }
}

/** One drawing of all labels. */
interface Pass {
  readonly context: CanvasContext;
  readonly list: DrawList;
  readonly sides: Map<number, Side>;
  readonly taken: CoverMask;
  readonly avoided: CoverMask | null;
  readonly request: DrawRequest;
}

function said(speed: number): string {
  return Number.isNaN(speed) ? "" : String(Math.round(speed));
}

function avoidedBy(written: Float32Array, frame: CanvasFrame): CoverMask | null {
  if (written.length === 0) return null;
  const avoided = new CoverMask(frame.width, frame.height);
  for (let i = 0; i < written.length; i += 4) avoided.add(written[i]!, written[i + 1]!, written[i + 2]!, written[i + 3]!);
  return avoided;
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
