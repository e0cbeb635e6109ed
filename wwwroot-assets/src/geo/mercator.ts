/** Web Mercator with the world as the unit square: x from 0 (180° W) to 1, y from 0 (north) to 1. */
const MAX_LATITUDE = 85.0511287798;

export function mercatorX(longitude: number): number {
  return longitude / 360 + 0.5;
}

export function mercatorY(latitude: number): number {
  const sin = Math.sin((Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, latitude)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI);
}

export function longitudeOf(x: number): number {
  return (x - Math.floor(x)) * 360 - 180;
}

export function latitudeOf(y: number): number {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
}

/** The copy of `x` that is nearest to `reference`: the short way round, over the antimeridian if need be. */
export function nearestCopy(x: number, reference: number): number {
  return x - Math.round(x - reference);
}
