export interface Extent { south: number; west: number; north: number; east: number }

/** The smallest box around points (degrees); over the antimeridian `east` is above 180. Null without points. */
export function extentOf(latitudes: readonly number[], longitudes: readonly number[]): Extent | null {
  if (latitudes.length === 0) return null;
  const sorted = [...longitudes].sort((a, b) => a - b);
  // The widest empty stretch of the circle is what the box leaves out.
  let west = sorted[0]!;
  let east = sorted[sorted.length - 1]!;
  let widest = west + 360 - east;
  for (let i = 1; i < sorted.length; i++) {
    const gap = sorted[i]! - sorted[i - 1]!;
    if (gap > widest) {
      widest = gap;
      west = sorted[i]!;
      east = sorted[i - 1]! + 360;
    }
  }
  let south = 90;
  let north = -90;
  for (const latitude of latitudes) {
    south = Math.min(south, latitude);
    north = Math.max(north, latitude);
  }
  return { south, west, north, east };
}
