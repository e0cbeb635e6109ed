const EARTH_RADIUS = 6371008.8; // metres, mean
const RAD = Math.PI / 180;

/** Great-circle distance between two points given in degrees, metres. */
export function distance(latitude1: number, longitude1: number, latitude2: number, longitude2: number): number {
  const sinLat = Math.sin(((latitude2 - latitude1) * RAD) / 2);
  const sinLon = Math.sin(((longitude2 - longitude1) * RAD) / 2);
  const a = sinLat * sinLat + Math.cos(latitude1 * RAD) * Math.cos(latitude2 * RAD) * sinLon * sinLon;
  return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(a)));
}

/** Initial bearing from the first to the second point, degrees clockwise from north, 0–360. */
export function bearing(latitude1: number, longitude1: number, latitude2: number, longitude2: number): number {
  const dLon = (longitude2 - longitude1) * RAD;
  const y = Math.sin(dLon) * Math.cos(latitude2 * RAD);
  const x = Math.cos(latitude1 * RAD) * Math.sin(latitude2 * RAD) - Math.sin(latitude1 * RAD) * Math.cos(latitude2 * RAD) * Math.cos(dLon);
  return (Math.atan2(y, x) / RAD + 360) % 360;
}
