const CELL = 32;

/** Drawn vehicles, counting-sorted into square cells: made where they are drawn, read where the pointer is. CSS pixels of the canvas. */
export interface HitIndex {
  readonly slots: Int32Array;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly columns: number;
  readonly rows: number;
  /** Where each cell's entries begin. */
  readonly starts: Int32Array;
  /** Indices, cell after cell. */
  readonly entries: Int32Array;
}

export function buildHitIndex(list: { count: number; slots: Int32Array; x: Float32Array; y: Float32Array }, width: number, height: number): HitIndex {
  const { count } = list;
  const columns = Math.max(1, Math.ceil(width / CELL));
  const rows = Math.max(1, Math.ceil(height / CELL));
  const starts = new Int32Array(columns * rows + 1);
  const entries = new Int32Array(count);
  const index = { slots: list.slots.slice(0, count), x: list.x.slice(0, count), y: list.y.slice(0, count), columns, rows, starts, entries };
  const cells = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const cell = rowOf(index, index.y[i]!) * columns + columnOf(index, index.x[i]!);
    cells[i] = cell;
    starts[cell + 1]!++;
  }
  for (let c = 1; c < starts.length; c++) starts[c]! += starts[c - 1]!;
  const next = starts.slice();
  for (let i = 0; i < count; i++) entries[next[cells[i]!]!++] = i;
  return index;
}

/**
 * The slot whose centre is nearest to the point, within `reach` CSS pixels, or -1. A `preferred` slot (a selected vehicle: it is
 * drawn on top) wins over nearer ones; of equally near ones the one drawn later. Slots that are not `wanted` are passed over.
 */
export function findHit(
  index: HitIndex, x: number, y: number, reach: number, preferred: (slot: number) => boolean, wanted: (slot: number) => boolean = () => true,
): number {
  let best = -1;
  let bestRank = Infinity;
  visit(index, x, y, reach, (i, distance) => {
    const slot = index.slots[i]!;
    const rank = preferred(slot) ? distance - reach - 1 : distance;
    if ((rank < bestRank || (rank === bestRank && i > best)) && wanted(slot)) {
      bestRank = rank;
      best = i;
    }
  });
  return best < 0 ? -1 : index.slots[best]!;
}

/** All slots within `reach` of the point, from the top down, each once. */
export function findHits(index: HitIndex, x: number, y: number, reach: number): number[] {
  const found: number[] = [];
  visit(index, x, y, reach, (i) => found.push(i));
  return [...new Set(found.sort((a, b) => b - a).map((i) => index.slots[i]!))];
}

function visit(index: HitIndex, x: number, y: number, reach: number, found: (i: number, distance: number) => void): void {
  const lastColumn = columnOf(index, x + reach);
  const lastRow = rowOf(index, y + reach);
  for (let row = rowOf(index, y - reach); row <= lastRow; row++) {
    for (let column = columnOf(index, x - reach); column <= lastColumn; column++) {
      const cell = row * index.columns + column;
      for (let e = index.starts[cell]!; e < index.starts[cell + 1]!; e++) {
        const i = index.entries[e]!;
        const distance = Math.hypot(index.x[i]! - x, index.y[i]! - y);
        if (distance <= reach) found(i, distance);
      }
    }
  }
}

function columnOf({ columns }: { columns: number }, x: number): number { return Math.min(columns - 1, Math.max(0, Math.floor(x / CELL))); }
function rowOf({ rows }: { rows: number }, y: number): number { return Math.min(rows - 1, Math.max(0, Math.floor(y / CELL))); }
