import type { Waypoint } from "./history";

/** Where the vehicle with the card was, at every report since it was chosen; what is older comes from the history. */
export class Trail {
  #id: number | null = null;
  #points: Waypoint[] = [];

  get id(): number | null { return this.#id; }

  /** Goes over to this vehicle; `before` is what is remembered of it. */
  follow(id: number | null, before: () => Waypoint[]): void {
    if (id === this.#id) return;
    this.#id = id;
    this.#points = id === null ? [] : before();
  }

  /** A report of the vehicle that is followed; `x` within half a world of the one before. */
  add(point: Waypoint): void {
    const last = this.#points[this.#points.length - 1];
    if (last !== undefined && point.time <= last.time) return;
    this.#points.push(point);
  }

  /** The way between two times, ms since 1970, as columns; null when there is none. */
  between(from: number, to: number): TrailColumns | null {
    // Nothing older will be asked for again.
    const first = this.#points.findIndex(({ time }) => time >= from);
    this.#points.splice(0, first < 0 ? this.#points.length : first);
    const points = this.#points.filter(({ time }) => time < to);
    if (points.length === 0) return null;
    return {
      x: Float64Array.from(points, ({ x }) => x), y: Float64Array.from(points, ({ y }) => y),
      freshness: Float32Array.from(points, ({ time }) => (time - from) / Math.max(1, to - from)), gaps: Uint8Array.from(points, ({ gap }) => (gap ? 1 : 0)),
    };
  }
}

/** A trail to be drawn, oldest point first. */
export interface TrailColumns {
  /** Unit Mercator. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** 0 = half an hour ago, 1 = now. */
  readonly freshness: Float32Array;
  /** 1 = the way to this point is not known. */
  readonly gaps: Uint8Array;
}
