/** Side of a cell, CSS pixels at the grid's zoom: a ring has room in it wherever its vehicles are. */
export const CLUSTER_CELL = 64;
/** From here on single vehicles can be told apart, and streets are what matters. */
export const LAST_CLUSTER_ZOOM = 13;
/** So many in a cell become a ring; a ring of fewer than `DISSOLVE` becomes vehicles again. Apart, so that nothing flickers. */
const GATHER = 12;
const DISSOLVE = 9;
/** Keeps a ring's middle so far from its cell's border that two never overlap, as a share of the cell. */
const INSET = 22 / CLUSTER_CELL;

const STATES = 4; // live, delayed, stale, offline
const ROW = 2 ** 16; // columns of the widest grid

export interface ClusterCell {
  readonly key: number;
  readonly counts: Int32Array;
  total: number;
  /** Sums of the members' places, unit Mercator. */
  sumX: number;
  sumY: number;
  gathered: boolean;
}

/** Counts vehicles in the cells of one zoom. A report changes the cell it leaves and the one it enters, and nothing else. */
export class ClusterGrid {
  #across = 0; // cells round the world; 0 = no clusters
  #cells = new Map<number, ClusterCell>();
  #cellOf: (ClusterCell | undefined)[] = [];
  #x = new Float64Array(0);
  #y = new Float64Array(0);
  #state = new Uint8Array(0);

  get cells(): Iterable<ClusterCell> { return this.#cells.values(); }
  /** Side of a cell, world widths. */
  get side(): number { return 1 / this.#across; }
  get active(): boolean { return this.#across > 0; }

  /** Empties the grid for this zoom, or for none (NaN). */
  reset(zoom: number): void {
    this.#across = zoom <= LAST_CLUSTER_ZOOM ? (256 * 2 ** Math.floor(zoom)) / CLUSTER_CELL : 0;
    this.#cells = new Map();
    this.#cellOf = [];
  }

  reserve(capacity: number): void {
    if (capacity <= this.#x.length) return;
    const grow = <T extends Float64Array | Uint8Array>(old: T, grown: T): T => {
      grown.set(old);
      return grown;
    };
    this.#x = grow(this.#x, new Float64Array(capacity));
    this.#y = grow(this.#y, new Float64Array(capacity));
    this.#state = grow(this.#state, new Uint8Array(capacity));
  }

  /** The slot's vehicle is at (x, y), unit Mercator with x from 0 to 1, in this state (0–3). */
  put(slot: number, x: number, y: number, state: number): void {
    const key = Math.floor(y * this.#across) * ROW + Math.floor(x * this.#across);
    let cell = this.#cellOf[slot];
    if (cell !== undefined && cell.key === key) {
      cell.sumX += x - this.#x[slot]!;
      cell.sumY += y - this.#y[slot]!;
      cell.counts[this.#state[slot]!]!--;
    } else {
      this.remove(slot);
      cell = this.#cells.get(key);
      if (cell === undefined) this.#cells.set(key, (cell = { key, counts: new Int32Array(STATES), total: 0, sumX: 0, sumY: 0, gathered: false }));
      this.#cellOf[slot] = cell;
      cell.sumX += x;
      cell.sumY += y;
      if (++cell.total >= GATHER) cell.gathered = true;
    }
    cell.counts[state]!++;
    this.#x[slot] = x;
    this.#y[slot] = y;
    this.#state[slot] = state;
  }

  remove(slot: number): void {
    const cell = this.#cellOf[slot];
    if (cell === undefined) return;
    this.#cellOf[slot] = undefined;
    cell.counts[this.#state[slot]!]!--;
    cell.sumX -= this.#x[slot]!;
    cell.sumY -= this.#y[slot]!;
    if (--cell.total < DISSOLVE) cell.gathered = false;
    if (cell.total === 0) this.#cells.delete(cell.key);
  }

  /** Whether the slot's vehicle is shown by its cluster instead of by itself. */
  hides(slot: number): boolean { return this.#cellOf[slot]?.gathered === true; }

  /** Where a cell's ring lies, unit Mercator: amid its vehicles, as far as the cell has room. */
  centreOf(cell: ClusterCell): { x: number; y: number } {
    const column = cell.key % ROW;
    const row = (cell.key - column) / ROW;
    return { x: this.#inside(cell.sumX / cell.total, column), y: this.#inside(cell.sumY / cell.total, row) };
  }

  #inside(middle: number, index: number): number {
    return Math.max(index + INSET, Math.min(index + 1 - INSET, middle * this.#across)) / this.#across;
  }
}
