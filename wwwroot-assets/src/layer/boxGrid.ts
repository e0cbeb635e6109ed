const CELL = 48;

/** Boxes already taken on the canvas; asks quickly whether another one would overlap. CSS pixels. */
export class BoxGrid {
  readonly #columns: number;
  readonly #rows: number;
  readonly #cells: (number[] | undefined)[];

  constructor(width: number, height: number) {
    this.#columns = Math.max(1, Math.ceil(width / CELL));
    this.#rows = Math.max(1, Math.ceil(height / CELL));
    this.#cells = new Array<number[] | undefined>(this.#columns * this.#rows);
  }

  add(left: number, top: number, right: number, bottom: number): void {
    this.#visit(left, top, right, bottom, (index) => {
      (this.#cells[index] ??= []).push(left, top, right, bottom);
      return false;
    });
  }

  isFree(left: number, top: number, right: number, bottom: number): boolean {
    return !this.#visit(left, top, right, bottom, (index) => {
      const boxes = this.#cells[index];
      if (boxes === undefined) return false;
      for (let i = 0; i < boxes.length; i += 4) {
        if (boxes[i]! < right && boxes[i + 2]! > left && boxes[i + 1]! < bottom && boxes[i + 3]! > top) return true;
      }
      return false;
    });
  }

  #visit(left: number, top: number, right: number, bottom: number, stop: (index: number) => boolean): boolean {
    const lastColumn = Math.min(this.#columns - 1, Math.floor(right / CELL));
    const lastRow = Math.min(this.#rows - 1, Math.floor(bottom / CELL));
    for (let row = Math.max(0, Math.floor(top / CELL)); row <= lastRow; row++) {
      for (let column = Math.max(0, Math.floor(left / CELL)); column <= lastColumn; column++) {
        if (stop(row * this.#columns + column)) return true;
      }
    }
    return false;
  }
}
