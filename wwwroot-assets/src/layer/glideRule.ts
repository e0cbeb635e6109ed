/** A vehicle takes about as long to reach its new position as it took to report it, but no longer than this. ms. */
export const LONGEST_GLIDE = 6000;
const SHORTEST_GLIDE = 300;

/** A longer hop than this glides only when a vehicle could have driven it just now. Metres. */
const LONG_HOP = 1000;
const FASTEST = 70; // m/s
const LONGEST_GAP = 30_000; // ms

/** How long to glide over `metres` when the two positions were recorded `gap` ms apart; 0 = jump. */
export function glideDuration(metres: number, gap: number): number {
  if (gap <= 0) return 0;
  if (metres > LONG_HOP && (gap > LONGEST_GAP || metres / (gap / 1000) > FASTEST)) return 0;
  return Math.min(LONGEST_GLIDE, Math.max(SHORTEST_GLIDE, gap));
}
