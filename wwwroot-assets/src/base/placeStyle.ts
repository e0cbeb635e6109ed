export interface PlaceStyle {
  /** CSS font without the family. */
  readonly font: string;
  readonly spacing: string;
  readonly opacity: number;
  readonly strong: boolean;
  /** Free space around the name, CSS pixels: the map stays calm. */
  readonly clearance: number;
}

const smallest = [Infinity, Infinity, 8e6, 4e6, 2e6, 9e5, 3.5e5, 1.2e5, 4e4, 1.2e4, 5e3];

/** Who is large enough to have a name at this zoom. */
export function smallestPopulation(zoom: number): number {
  return smallest[zoom] ?? 0;
}

/** Capitals show before other towns of their size, but not before the towns of a continent. */
export function capitalShows(population: number, zoom: number): boolean {
  return population * 6 >= smallestPopulation(zoom);
}

export function placeStyle(population: number, capital: boolean, zoom: number): PlaceStyle {
  // The same town grows with the zoom: relative to what else has a name there.
  const weight = population / Math.max(3000, smallestPopulation(zoom));
  const plain = { spacing: "0px", opacity: 1, clearance: zoom < 8 ? 9 : 6 };
  if (zoom >= 8 && weight > 20 && population > 2e5) return { ...plain, font: "600 17px", strong: true };
  if (weight > 4 || capital) return { ...plain, font: "600 13px", strong: true };
  return { ...plain, font: weight > 1.6 ? "500 12px" : "500 11px", strong: false };
}

/** A country's name, while the country is neither a dot nor the whole screen. `area`: square pixels of its largest part. */
export function countryShows(area: number, zoom: number): PlaceStyle | null {
  if (area < 9000 || zoom > 7 || area > 4e6) return null;
  return { font: area > 60_000 ? "600 13px" : "600 11px", spacing: "0.22em", opacity: 0.8, strong: false, clearance: 8 };
}
