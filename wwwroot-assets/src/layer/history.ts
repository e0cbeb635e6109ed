import { nearestCopy } from "../geo/mercator";

/** How far back the browser remembers, ms. */
export const TRAIL_TIME = 30 * 60_000;
/** Reports further apart than this leave a gap: where the vehicle went in between is not known. ms. */
export const SILENCE = 120_000;
/** Nearer than this it is the same place, ms and world widths (about 15 m on the equator). */
const LEAST_MOVE = 4e-7;

/** Large fleets are remembered more coarsely: what all vehicles together may cost has an end. */
const SMALL_FLEET = 32_768;
const FINE = { points: 60, spacing: TRAIL_TIME / 60 };
const COARSE = { points: 16, spacing: TRAIL_TIME / 16 };

/** Points of a tail. */
export const TAIL = 4;

const FIXED = 2 ** 31; // unit Mercator as whole numbers: 2 cm

/** A place on the way, unit Mercator, x within one world width of the one before. */
export interface Waypoint {
  readonly x: number;
  readonly y: number;
  /** ms since 1970. */
  readonly time: number;
  /** Whether the way to here is not known. */
  readonly gap: boolean;
}

/** Where each slot's vehicle was in the last half hour, as far as this browser has seen it: rings of points in flat arrays. */
export class History {
  #points = 0;
  #spacing = 0;
  #x = new Int32Array(0);
  #y = new Int32Array(0);
  #seconds = new Int32Array(0); // of the recording, negative = a gap before
  #count = new Uint32Array(0); // points ever kept, per slot
  #silent = new Uint8Array(0); // whether a gap came since the last point

  reserve(capacity: number): void {
    if (capacity <= this.#count.length) return;
    const { points, spacing } = capacity > SMALL_FLEET ? COARSE : FINE;
    const sparser = this.#points !== points;
    this.#spacing = spacing;
    this.#points = points;
    // Half an hour fills it again; a fleet grows this much when it is first heard of.
    this.#x = grown(sparser ? null : this.#x, capacity * points);
    this.#y = grown(sparser ? null : this.#y, capacity * points);
    this.#seconds = grown(sparser ? null : this.#seconds, capacity * points);
    const count = new Uint32Array(capacity);
    const silent = new Uint8Array(capacity);
    if (!sparser) {
      count.set(this.#count);
      silent.set(this.#silent);
    }
    this.#count = count;
    this.#silent = silent;
  }

  /** The slot's vehicle was at (x, y) at `time`, `silence` ms after it was last heard; `jumped` = it cannot have driven there. */
  add(slot: number, x: number, y: number, time: number, silence: number, jumped: boolean): void {
    if (silence > SILENCE || jumped) this.#silent[slot] = 1;
    const count = this.#count[slot]!;
    if (count > 0) {
      const last = this.#at(slot, count - 1);
      const since = time - Math.abs(this.#seconds[last]!) * 1000;
      if (since <= 0 || (since < this.#spacing && this.#silent[slot] === 0)) return;
      const [lastX, lastY] = [this.#x[last]! / FIXED, this.#y[last]! / FIXED];
      if (Math.hypot(nearestCopy(x, lastX) - lastX, y - lastY) <= LEAST_MOVE) return;
    }
    const at = this.#at(slot, count);
    this.#x[at] = Math.min(FIXED - 1, Math.round(x * FIXED));
    this.#y[at] = Math.min(FIXED - 1, Math.round(y * FIXED));
    this.#seconds[at] = Math.round(time / 1000) * (this.#silent[slot] === 1 ? -1 : 1);
    this.#silent[slot] = 0;
    this.#count[slot] = count + 1;
  }

  forget(slot: number): void {
    if (slot < this.#count.length) this.#count[slot] = this.#silent[slot] = 0;
  }

  clear(): void {
    this.#count.fill(0);
    this.#silent.fill(0);
  }

  /** The slot's points since `from` (ms since 1970), oldest first. */
  since(slot: number, from: number): Waypoint[] {
    const count = this.#count[slot] ?? 0;
    const points: Waypoint[] = [];
    for (let i = Math.max(0, count - this.#points); i < count; i++) {
      const at = this.#at(slot, i);
      const time = Math.abs(this.#seconds[at]!) * 1000;
      if (time < from) continue;
      const x = this.#x[at]! / FIXED;
      points.push({ x: points.length === 0 ? x : nearestCopy(x, points[points.length - 1]!.x), y: this.#y[at]! / FIXED, time, gap: this.#seconds[at]! < 0 });
    }
    return points;
  }

  /**
   * Writes the newest `TAIL` points between the times `from` and `to` into `into`, newest first, as differences to (x, y); NaN ends
   * them, as does a gap.
   */
  tail(slot: number, x: number, y: number, from: number, to: number, into: Float32Array, offset: number): void {
    into.fill(NaN, offset, offset + 2 * TAIL);
    let written = 0;
    for (let i = this.#count[slot]! - 1; i >= Math.max(0, this.#count[slot]! - this.#points) && written < TAIL; i--) {
      const at = this.#at(slot, i);
      const time = Math.abs(this.#seconds[at]!) * 1000;
      if (time < from) return;
      if (time < to) {
        into[offset + 2 * written] = nearestCopy(this.#x[at]! / FIXED, x) - x;
        into[offset + 2 * written++ + 1] = this.#y[at]! / FIXED - y;
      }
      if (this.#seconds[at]! < 0) return;
    }
  }

  #at(slot: number, i: number): number { return slot * this.#points + (i % this.#points); }
}

function grown(old: Int32Array<ArrayBuffer> | null, capacity: number): Int32Array<ArrayBuffer> {
  const array = new Int32Array(capacity);
  if (old !== null) array.set(old);
  return array;
}
