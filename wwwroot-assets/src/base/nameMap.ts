import { type PlaceStyle, capitalShows, countryShows, placeStyle, smallestPopulation } from "./placeStyle";
import type { Places } from "./placesData";

/** No name reaches further from its middle, CSS pixels. */
const WIDEST = 320;
const TALLEST = 16;
const HALF_HEIGHT = 8;
/** To the box that must be free, above and below its clearance. */
const HALF_LINE = 6;

export interface Name {
  readonly text: string;
  /** Of its middle, unit Mercator. */
  readonly x: number;
  readonly y: number;
  readonly style: PlaceStyle;
  /** Half of what it needs for itself, with its clearance, CSS pixels. */
  readonly half: number;
  /** Whether it found its place; null = not asked yet. */
  written: boolean | null;
}

/** A name as it lies on a tile, CSS pixels. */
export interface TileName { readonly name: Name; readonly x: number; readonly y: number }

/** `measure` says how wide a text is, CSS pixels. */
export type Measure = (text: string, style: PlaceStyle) => number;

/**
 * Which names are written at a zoom. Countries come before towns and large towns before small ones; a name is written when none of
 * those before it that is written is in its way. That is asked from name to name, never by tile or view: neighbours agree on what crosses
 * their edge, and nothing comes or goes while the map is panned.
 */
export class NameMap {
  readonly #places: Places;
  readonly #measure: Measure;
  readonly #northToSouth: Uint32Array; // countries, then towns, as their ranks
  readonly #levels = new Map<number, Map<number, Name | null>>(); // by zoom and rank

  constructor(places: Places, measure: Measure) {
    this.#places = places;
    this.#measure = measure;
    const count = places.countries.length + places.names.length;
    this.#northToSouth = Uint32Array.from({ length: count }, (_, rank) => rank).sort((a, b) => this.#y(a) - this.#y(b));
  }

  /** The names that reach into a square of the map; `left` and `top`: of its corner, pixels. */
  within(zoom: number, left: number, top: number, size: number): TileName[] {
    const world = 256 * 2 ** zoom;
    const found: TileName[] = [];
    this.#visit(zoom, top - TALLEST, top + size + TALLEST, (rank) => {
      // No tile is as wide as the world: one copy reaches into it.
      const x = nearest(this.#x(rank) * world, left + size / 2, world) - left;
      if (x < -WIDEST || x > size + WIDEST) return true;
      const name = this.#nameOf(zoom, rank);
      if (name === null) return true;
      const y = name.y * world - top;
      const reach = name.style.clearance + HALF_LINE;
      if (y + reach <= 0 || y - reach >= size) return true;
      if (x + name.half > 0 && x - name.half < size && this.#isWritten(zoom, rank, name)) found.push({ name, x, y });
      return true;
    });
    return found;
  }

  #isWritten(zoom: number, rank: number, name: Name): boolean {
    return (name.written ??= this.#isFree(zoom, rank, name));
  }

  #isFree(zoom: number, rank: number, name: Name): boolean {
    const world = 256 * 2 ** zoom;
    const x = name.x * world;
    const y = name.y * world;
    const reach = name.style.clearance + HALF_LINE;
    return this.#visit(zoom, y - reach - TALLEST, y + reach + TALLEST, (other) => {
      if (other >= rank || Math.abs(nearest(this.#x(other) * world, x, world) - x) >= name.half + WIDEST) return true;
      const before = this.#nameOf(zoom, other);
      if (before === null) return true;
      const apart = Math.abs(before.y * world - y) >= reach + before.style.clearance + HALF_LINE
        || Math.abs(nearest(before.x * world, x, world) - x) >= name.half + before.half;
      return apart || !this.#isWritten(zoom, other, before);
    });
  }

  /** Those between two lines, pixels from the top of the world, until told to stop (false); whether all were visited. */
  #visit(zoom: number, top: number, bottom: number, visit: (rank: number) => boolean): boolean {
    const world = 256 * 2 ** zoom;
    for (let i = this.#firstBelow(top / world); i < this.#northToSouth.length; i++) {
      const rank = this.#northToSouth[i]!;
      if (this.#y(rank) * world > bottom) break;
      if (!visit(rank)) return false;
    }
    return true;
  }

  #firstBelow(y: number): number {
    let low = 0;
    let high = this.#northToSouth.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#y(this.#northToSouth[middle]!) < y) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Null when it is too small to be named at this zoom. */
  #nameOf(zoom: number, rank: number): Name | null {
    let level = this.#levels.get(zoom);
    if (level === undefined) this.#levels.set(zoom, (level = new Map()));
    let name = level.get(rank);
    if (name === undefined) level.set(rank, (name = this.#create(zoom, rank)));
    return name;
  }

  #create(zoom: number, rank: number): Name | null {
    const style = this.#styleOf(zoom, rank);
    if (style === null) return null;
    const country = this.#places.countries[rank];
    const text = country === undefined ? this.#places.names[rank - this.#places.countries.length]! : country.name.toUpperCase();
    const half = Math.min(WIDEST, this.#measure(text, style) / 2 + style.clearance);
    return { text, x: this.#x(rank), y: this.#y(rank), style, half, written: null };
  }

  #styleOf(zoom: number, rank: number): PlaceStyle | null {
    const { countries, population, capitals } = this.#places;
    const country = countries[rank];
    if (country !== undefined) return countryShows(country.area * (256 * 2 ** zoom) ** 2, zoom);
    const town = rank - countries.length;
    const people = population[town]!;
    const capital = capitals.has(town);
    return people >= smallestPopulation(zoom) || (capital && capitalShows(people, zoom)) ? placeStyle(people, capital, zoom) : null;
  }

  #x(rank: number): number {
    const { countries, x } = this.#places;
    return rank < countries.length ? countries[rank]!.x : x[rank - countries.length]!;
  }

  #y(rank: number): number {
    const { countries, y } = this.#places;
    return rank < countries.length ? countries[rank]!.y : y[rank - countries.length]!;
  }
}

/** What labels should keep clear of: left, top, right and bottom of each name, pixels of the tile. */
export function boxesOf(names: readonly TileName[]): Float32Array<ArrayBuffer> {
  return Float32Array.from(names.flatMap(({ name: { half, style }, x, y }) => {
    const width = half - style.clearance;
    return [x - width, y - HALF_HEIGHT, x + width, y + HALF_HEIGHT];
  }));
}

/** Of x's copies in all worlds the one nearest to `to`. */
function nearest(x: number, to: number, world: number): number {
  return x + Math.round((to - x) / world) * world;
}
