import type { DrawList } from "./drawList";

const CELL = 32;

/** Finds the glyph under a pointer among what is drawn: counting-sorted into square cells. */
export class HitGrid {
  readonly #list: DrawList;
  readonly #columns: number;
  readonly #rows: number;
  readonly #starts: Int32Array;
  readonly #entries: Int32Array;

  constructor(list: DrawList, width: number, height: number) {
    this.#list = list;
    this.#columns = Math.max(1, Math.ceil(width / CELL));
    this.#rows = Math.max(1, Math.ceil(height / CELL));
    this.#starts = new Int32Array(this.#columns * this.#rows + 1);
    this.#entries = new Int32Array(list.count);
    for (let i = 0; i < list.count; i++) this.#starts[this.#cell(list.x[i]!, list.y[i]!) + 1]!++;
    for (let c = 1; c < this.#starts.length; c++) this.#starts[c]! += this.#starts[c - 1]!;
    const next = this.#starts.slice();
    for (let i = 0; i < list.count; i++) this.#entries[next[this.#cell(list.x[i]!, list.y[i]!)]!++] = i;
  }

  /**
   * The slot whose centre is nearest to the point, within `reach` CSS pixels, or -1. A `preferred` slot (a selected vehicle: it is
   * drawn on top) wins over nearer ones; of equally near ones the one drawn later.
   */
  find(x: number, y: number, reach: number, preferred: (slot: number) => boolean): number {
    let best = -1;
    let bestRank = Infinity;
    const lastColumn = this.#column(x + reach);
    const lastRow = this.#row(y + reach);
    for (let row = this.#row(y - reach); row <= lastRow; row++) {
      for (let column = this.#column(x - reach); column <= lastColumn; column++) {
        const cell = row * this.#columns + column;
        for (let e = this.#starts[cell]!; e < this.#starts[cell + 1]!; e++) {
          const i = this.#entries[e]!;
          const distance = Math.hypot(this.#list.x[i]! - x, this.#list.y[i]! - y);
          if (distance > reach) continue;
          const slot = this.#list.slots[i]!;
          const rank = preferred(slot) ? distance - reach - 1 : distance;
          if (rank < bestRank || (rank === bestRank && i > best)) {
            bestRank = rank;
            best = i;
          }
        }
      }
    }
    return best < 0 ? -1 : this.#list.slots[best]!;
  }

  #cell(x: number, y: number): number { return this.#row(y) * this.#columns + this.#column(x); }
  #column(x: number): number { return Math.min(this.#columns - 1, Math.max(0, Math.floor(x / CELL))); }
  #row(y: number): number { return Math.min(this.#rows - 1, Math.max(0, Math.floor(y / CELL))); }
}
