/** Side of a cell, CSS pixels: as exactly as labels have to keep apart. */
const CELL = 2;

/** What is taken on the canvas, as bits: hundred thousand glyphs are entered in milliseconds. Boxes in CSS pixels. */
export class CoverMask {
  readonly #columns: number;
  readonly #rows: number;
  readonly #words: number; // per row
  readonly #bits: Uint32Array;

  constructor(width: number, height: number) {
    this.#columns = Math.max(1, Math.ceil(width / CELL));
    this.#rows = Math.max(1, Math.ceil(height / CELL));
    this.#words = (this.#columns + 31) >> 5;
    this.#bits = new Uint32Array(this.#words * this.#rows);
  }

  add(left: number, top: number, right: number, bottom: number): void {
    const lastRow = Math.min(this.#rows - 1, Math.ceil(bottom / CELL) - 1);
    const from = Math.max(0, Math.floor(left / CELL));
    const to = Math.min(this.#columns - 1, Math.ceil(right / CELL) - 1);
    if (to < from) return;
    for (let row = Math.max(0, Math.floor(top / CELL)); row <= lastRow; row++) {
      for (let word = from >> 5; word <= to >> 5; word++) this.#bits[row * this.#words + word]! |= bitsOf(word, from, to);
    }
  }

  /** What lies beyond the canvas is free. */
  isFree(left: number, top: number, right: number, bottom: number): boolean {
    const lastRow = Math.min(this.#rows - 1, Math.ceil(bottom / CELL) - 1);
    const from = Math.max(0, Math.floor(left / CELL));
    const to = Math.min(this.#columns - 1, Math.ceil(right / CELL) - 1);
    if (to < from) return true;
    for (let row = Math.max(0, Math.floor(top / CELL)); row <= lastRow; row++) {
      for (let word = from >> 5; word <= to >> 5; word++) if ((this.#bits[row * this.#words + word]! & bitsOf(word, from, to)) !== 0) return false;
    }
    return true;
  }
}

/** The bits of one word that columns `from` to `to` occupy. */
function bitsOf(word: number, from: number, to: number): number {
  const first = Math.max(from - (word << 5), 0);
  const last = Math.min(to - (word << 5), 31);
  return (0xffffffff << first) & (0xffffffff >>> (31 - last));
}
