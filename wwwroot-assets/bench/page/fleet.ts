/** The same fleet for every engine: as many vehicles as asked for in one view, a fifth of them moving. */
export interface Vehicle { readonly id: number; latitude: number; longitude: number; heading: number; readonly moves: boolean }

/** What is said in one go. */
export interface Batch { readonly number: number; readonly moved: readonly Vehicle[] }

export const CENTER = { latitude: 48.15, longitude: 17.11 };
export const ZOOM = 12;
const MOVING_SHARE = 0.2;
/** Degrees that a 1600 × 900 view shows at this zoom. */
const WIDTH = (1600 / (256 * 2 ** ZOOM)) * 360;
const HEIGHT = (900 / (256 * 2 ** ZOOM)) * 360 * Math.cos((CENTER.latitude * Math.PI) / 180);
const METRES_PER_DEGREE = 111_320;

/** Always the same numbers: runs must be comparable. */
export function random(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

export function makeFleet(count: number): Vehicle[] {
  const next = random(7);
  return Array.from({ length: count }, (_, i) => ({
    id: i + 1,
    latitude: CENTER.latitude + (next() - 0.5) * HEIGHT,
    longitude: CENTER.longitude + (next() - 0.5) * WIDTH,
    heading: next() * 360,
    moves: next() < MOVING_SHARE,
  }));
}

/** Each moving vehicle reports once a second, at 36 to 90 km/h, a few degrees off its course. `parts` batches make a second. */
export class Traffic {
  readonly #moving: Vehicle[];
  readonly #parts: number;
  readonly #next = random(11);
  #number = 0;

  constructor(fleet: readonly Vehicle[], parts: number) {
    this.#moving = fleet.filter((vehicle) => vehicle.moves);
    this.#parts = parts;
  }

  next(): Batch {
    const moved: Vehicle[] = [];
    for (let i = this.#number % this.#parts; i < this.#moving.length; i += this.#parts) {
      const vehicle = this.#moving[i]!;
      const metres = 10 + this.#next() * 15;
      vehicle.heading = (vehicle.heading + (this.#next() - 0.5) * 20 + 360) % 360;
      const radians = (vehicle.heading * Math.PI) / 180;
      vehicle.latitude += (metres * Math.cos(radians)) / METRES_PER_DEGREE;
      vehicle.longitude += (metres * Math.sin(radians)) / (METRES_PER_DEGREE * Math.cos((vehicle.latitude * Math.PI) / 180));
      moved.push({ ...vehicle });
    }
    return { number: ++this.#number, moved };
  }
}
