import type { DrawList } from "./drawList";

/** From so many on, glyphs lie over each other several deep. */
const CROWD = 5000;
const CROWD_CELL = 3;
const MASS = 40_000;
const MASS_CELL = 8;

/** The cell of which only the topmost glyph is painted, CSS pixels; 0 = paint all. Glyphs are 20: less than half of one is no picture of a vehicle any more. */
export function thinningCell(count: number): number {
  return count > MASS ? MASS_CELL : count > CROWD ? CROWD_CELL : 0;
}

/** Indices of the list that are worth painting, in drawing order: one per cell, the one that lies on top. */
export class Thinning {
  #taken = new Uint8Array(0);
  #kept = new Int32Array(0);

  /** The returned array is used again by the next call. */
  keep(list: DrawList, cell: number, width: number, height: number, margin: number): Int32Array {
    const columns = Math.ceil((width + 2 * margin) / cell) + 1;
    const size = columns * (Math.ceil((height + 2 * margin) / cell) + 1);
    if (this.#taken.length < size) this.#taken = new Uint8Array(size);
    else this.#taken.fill(0);
    if (this.#kept.length < list.count) this.#kept = new Int32Array(list.count * 2);
    let first = this.#kept.length;
    for (let i = list.count - 1; i >= 0; i--) {
      const at = Math.floor((list.y[i]! + margin) / cell) * columns + Math.floor((list.x[i]! + margin) / cell);
      if (this.#taken[at] === 1) continue;
      this.#taken[at] = 1;
      this.#kept[--first] = i;
    }
    return this.#kept.subarray(first);
  }
}
