/**
 * Makes a ring that jumps over the antimeridian continuous (longitudes may leave ±180), and closes one that goes round a pole along
 * that pole. The data is stitched for globes; a flat map would fill the jump with land.
 */
export function unwrapRing(ring: readonly (readonly number[])[]): number[][] {
  const out: number[][] = [];
  let turns = 0;
  let previous = NaN;
  for (const point of ring) {
    const longitude = point[0]!;
    if (longitude - previous > 180) turns--;
    else if (longitude - previous < -180) turns++;
    previous = longitude;
    out.push([longitude + turns * 360, point[1]!]);
  }
  const first = out[0];
  const last = out.at(-1);
  if (first !== undefined && last !== undefined && turns !== 0) {
    const pole = last[1]! < 0 ? -90 : 90;
    out.push([last[0]!, pole], [first[0]!, pole], [first[0]!, first[1]!]);
  }
  return out;
}
