import type { DrawList } from "./drawList";

/** Rings around the view's middle; beyond the last one nothing is in view. */
const RINGS = 32;
/** Who has a label keeps it against others this many rings nearer, so that labels do not change hands with every report. */
const LOYALTY = 8;

/** Indices of the list in the order in which they get labels: those that move first, those near the middle of the view first. */
export function labelOrder(
  list: DrawList, view: { x: number; y: number; width: number; height: number }, isMoving: (slot: number) => boolean, had: (slot: number) => boolean,
): Int32Array {
  const { count, slots, x, y } = list;
  const middleX = view.x + view.width / 2;
  const middleY = view.y + view.height / 2;
  const ring = Math.max(1, Math.hypot(view.width, view.height) / 2 / RINGS);
  const buckets = new Uint8Array(count);
  const starts = new Int32Array(2 * RINGS + 1);
  for (let i = 0; i < count; i++) {
    const away = Math.min(RINGS - 1, Math.floor(Math.hypot(x[i]! - middleX, y[i]! - middleY) / ring));
    const rank = away + (isMoving(slots[i]!) ? 0 : RINGS) - (had(slots[i]!) ? LOYALTY : 0);
    buckets[i] = Math.max(0, rank);
    starts[buckets[i]! + 1]!++;
  }
  for (let b = 1; b < starts.length; b++) starts[b]! += starts[b - 1]!;
  const order = new Int32Array(count);
  // From the top down: of two in one place the visible one is named.
  for (let i = count - 1; i >= 0; i--) order[starts[buckets[i]!]!++] = i;
  return order;
}
