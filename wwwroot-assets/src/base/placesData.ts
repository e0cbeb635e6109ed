import { mercatorX, mercatorY } from "../geo/mercator";

/** places.json as build/places.mjs writes it. */
export interface PlacesFile {
  readonly names: string;
  readonly positions: string;
  readonly sizes: string;
  readonly capitals: readonly number[];
  readonly countries: readonly (readonly [string, number, number, number])[];
}

/** Towns, the largest first, as columns; positions in unit Mercator. */
export interface Places {
  readonly names: readonly string[];
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly population: Float32Array;
  readonly capitals: ReadonlySet<number>;
  readonly countries: readonly Country[];
}

export interface Country {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  /** Of its largest part, share of the world's width squared. */
  readonly area: number;
}

const digits = new Map([..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"].map((digit, value) => [digit, value]));

export function readPlaces(file: PlacesFile): Places {
  const names = file.names.split("\n");
  const places = { x: new Float32Array(names.length), y: new Float32Array(names.length), population: new Float32Array(names.length) };
  for (let i = 0; i < names.length; i++) {
    places.x[i] = mercatorX(number(file.positions, i * 6) * 360 - 180);
    places.y[i] = mercatorY(number(file.positions, i * 6 + 3) * 180 - 90);
    places.population[i] = 10 ** (3 + digits.get(file.sizes[i]!)! / 12);
  }
  const countries = file.countries.map(([name, longitude, latitude, area]) => {
    const cos = Math.cos((latitude * Math.PI) / 180);
    return { name, x: mercatorX(longitude), y: mercatorY(latitude), area: area / (cos * cos) / (360 * 360) };
  });
  return { names, ...places, capitals: new Set(file.capitals), countries };
}

/** Three digits to the base 64 as a share of 1. */
function number(text: string, at: number): number {
  return (digits.get(text[at]!)! * 4096 + digits.get(text[at + 1]!)! * 64 + digits.get(text[at + 2]!)!) / (2 ** 18 - 1);
}
