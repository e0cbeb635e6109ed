import type { DrawList } from "./drawList";

/** Rings around the view's middle; beyond the last one nothing is in view. */
const RINGS = 32;
/** Who has a label keeps it against others this many rings nearer, so that labels do not change hands with every report. */
const LOYALTY = 8;

/** Who gets a label before whom. */
export const Rank = { Alerting: 0, Moving: 1, Other: 2 } as const;
export type Rank = (typeof Rank)[keyof typeof Rank];
const RANKS = 3;

/** Indices of the list in the order in which they get labels: by rank, and among equals those near the middle of the view first. */
export function labelOrder(
  list: DrawList, view: { x: number; y: number; width: number; height: number }, rankOf: (slot: number) => Rank, had: (slot: number) => boolean,
): Int32Array {
  const { count, slots, x, y } = list;
  const middleX = view.x + view.width / 2;
  const middleY = view.y + view.height / 2;
  const ring = Math.max(1, Math.hypot(view.width, view.height) / 2 / RINGS);
  const buckets = new Uint8Array(count);
  const starts = new Int32Array(RANKS * RINGS + 1);
  for (let i = 0; i < count; i++) {
    const away = Math.min(RINGS - 1, Math.floor(Math.hypot(x[i]! - middleX, y[i]! - middleY) / ring));
    const place = away + rankOf(slots[i]!) * RINGS - (had(slots[i]!) ? LOYALTY : 0);
    buckets[i] = Math.max(0, place);
    starts[buckets[i]! + 1]!++;
  }
  for (let b = 1; b < starts.length; b++) starts[b]! += starts[b - 1]!;
  const order = new Int32Array(count);
  // From the top down: of two in one place the visible one is named.
  for (let i = count - 1; i >= 0; i--) order[starts[buckets[i]!]!++] = i;
  return order;
}
