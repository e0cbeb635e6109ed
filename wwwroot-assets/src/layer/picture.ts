import { ALERTING, type Changes, PASSING } from "./changes";
import { ClusterGrid } from "./clusterGrid";
import type { DrawRequest } from "./drawing";
import { Glide } from "./glide";
import { Glyph } from "./glyphs";
import { TAIL } from "./history";

/** The states of clusters, by glyph: live, delayed, stale, offline. */
const states = [3, 2, 1, 1, 1, 0, 0, 0] as const;

/** The fleet as the drawing side knows it: told by differences, never asked for. */
export class Picture {
  readonly glide = new Glide();
  readonly clusters = new ClusterGrid();
  readonly names: string[] = [];
  speeds = new Float32Array(0);
  /** `TAIL` points of each slot, differences to where it is going, world widths; NaN ends them. */
  tails = new Float32Array(0);
  #looks = new Uint8Array(0);
  #top = 0;
  #zoom = NaN; // that the clusters are for
  #selected = new Set<number>();
  #hovered = -1;

  get top(): number { return this.#top; }
  get selected(): ReadonlySet<number> { return this.#selected; }
  get hovered(): number { return this.#hovered; }

  glyphOf(slot: number): Glyph { return ((this.#looks[slot]! & ~(PASSING | ALERTING)) - 1) as Glyph; }

  /** Whether the slot's vehicle is drawn, by itself or in a cluster. */
  isShown(slot: number): boolean {
    return this.#looks[slot]! >= PASSING || (this.#looks[slot] !== 0 && this.#selected.has(slot));
  }

  /** Whether the slot's vehicle was lost while it moved. */
  isAlerting(slot: number): boolean { return (this.#looks[slot]! & ALERTING) !== 0; }

  isMoving(slot: number): boolean { return this.glyphOf(slot) === Glyph.Arrow; }

  take(request: DrawRequest): void {
    const { top, changes, renamed, selected, hovered } = request;
    if (request.cleared) this.#clear();
    this.#top = top;
    this.#reserve(top);
    for (let i = 0; i < renamed.slots.length; i++) this.names[renamed.slots[i]!] = renamed.names[i]!;
    const free = [...this.#selected, this.#hovered];
    this.#selected = new Set(selected);
    this.#hovered = hovered;
    this.#change(changes);
    const zoom = request.clusters ? Math.floor(Math.log2(request.frame.scale / 256) + 1e-9) : NaN;
    if (!Object.is(zoom, this.#zoom)) this.#regroup(zoom);
    // Who is selected or pointed at stands outside the clusters, like those that were lost; who was, no longer.
    else for (const slot of [...free, ...selected, hovered]) if (slot >= 0 && slot < top) this.#group(slot);
  }

  #change(changes: Changes): void {
    const { slots, looks, speeds } = changes;
    for (let i = 0; i < slots.length; i++) {
      const slot = slots[i]!;
      if (slot >= this.#top) continue; // gone again
      this.#looks[slot] = looks[i]!;
      if (looks[i] !== 0) {
        this.speeds[slot] = speeds[i]!;
        if (changes.tails.length > 0) this.tails.set(changes.tails.subarray(i * 2 * TAIL, (i + 1) * 2 * TAIL), slot * 2 * TAIL);
        this.glide.take(slot, changes, i);
      }
      this.#group(slot);
    }
  }

  #group(slot: number): void {
    if (!this.clusters.active) return;
    if (this.#looks[slot]! < PASSING || this.isAlerting(slot) || this.#selected.has(slot) || this.#hovered === slot) return this.clusters.remove(slot);
    const { x, y } = this.glide.target(slot);
    this.clusters.put(slot, x - Math.floor(x), y, states[this.glyphOf(slot)]);
  }

  #regroup(zoom: number): void {
    this.#zoom = zoom;
    this.clusters.reset(zoom);
    for (let slot = 0; slot < this.#top; slot++) this.#group(slot);
  }

  #clear(): void {
    this.#looks.fill(0);
    this.names.length = 0;
    this.glide.forget();
    this.#zoom = NaN;
    this.clusters.reset(NaN);
  }

  #reserve(needed: number): void {
    if (needed <= this.#looks.length) return;
    let capacity = Math.max(64, this.#looks.length);
    while (capacity < needed) capacity *= 2;
    const looks = new Uint8Array(capacity);
    const speeds = new Float32Array(capacity);
    looks.set(this.#looks);
    speeds.set(this.speeds);
    const tails = new Float32Array(capacity * 2 * TAIL).fill(NaN);
    tails.set(this.tails);
    this.tails = tails;
    this.#looks = looks;
    this.speeds = speeds;
    this.glide.reserve(capacity);
    this.clusters.reserve(capacity);
  }
}
