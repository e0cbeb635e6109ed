import { nearestCopy } from "../geo/mercator";

/** Glides on their way from the fleet's side to the drawing side, as columns; `i` counts the changed slots. */
export interface Glides {
  readonly fromX: Float64Array;
  readonly fromY: Float64Array;
  readonly toX: Float64Array;
  readonly toY: Float64Array;
  readonly fromCourse: Float32Array;
  readonly turn: Float32Array;
  readonly start: Float64Array;
  readonly duration: Float32Array;
}

/**
 * Where each slot is drawn, in unit Mercator, on its way from where it was drawn to where it was last reported.
 * Never past the report: a marker waits there for the next one.
 */
export class Glide {
  x = new Float64Array(0);
  y = new Float64Array(0);
  /** Degrees; NaN when no course is known. */
  course = new Float32Array(0);
  #fromX = new Float64Array(0);
  #fromY = new Float64Array(0);
  #toX = new Float64Array(0);
  #toY = new Float64Array(0);
  #fromCourse = new Float32Array(0);
  #turn = new Float32Array(0);
  #start = new Float64Array(0);
  #duration = new Float64Array(0); // 0 = at rest
  #listed = new Uint8Array(0); // whether the slot is in #active
  #active: number[] = [];

  /** Slots on their way. */
  get active(): readonly number[] { return this.#active; }

  reserve(capacity: number): void {
    if (capacity <= this.x.length) return;
    this.x = grow(this.x, capacity);
    this.y = grow(this.y, capacity);
    this.course = grow(this.course, capacity);
    this.#fromX = grow(this.#fromX, capacity);
    this.#fromY = grow(this.#fromY, capacity);
    this.#toX = grow(this.#toX, capacity);
    this.#toY = grow(this.#toY, capacity);
    this.#fromCourse = grow(this.#fromCourse, capacity);
    this.#turn = grow(this.#turn, capacity);
    this.#start = grow(this.#start, capacity);
    this.#duration = grow(this.#duration, capacity);
    this.#listed = grow(this.#listed, capacity);
  }

  jump(slot: number, x: number, y: number, course: number): void {
    this.#duration[slot] = 0; // leaves #active at the next advance
    this.x[slot] = this.#toX[slot] = x;
    this.y[slot] = this.#toY[slot] = y;
    this.course[slot] = course;
  }

  /** From where the slot is drawn now to (x, y), the short way round the world. `duration` in ms, above 0. */
  start(slot: number, x: number, y: number, course: number, duration: number, now: number): void {
    const from = this.course[slot]!;
    if (this.#listed[slot] === 0) this.#active.push(slot);
    this.#listed[slot] = 1;
    this.#fromX[slot] = this.x[slot]!;
    this.#fromY[slot] = this.y[slot]!;
    this.#toX[slot] = nearestCopy(x, this.x[slot]!);
    this.#toY[slot] = y;
    this.#fromCourse[slot] = Number.isNaN(from) ? course : from;
    this.#turn[slot] = Number.isNaN(course) || Number.isNaN(from) ? 0 : shortestTurn(from, course);
    this.course[slot] = this.#fromCourse[slot]!;
    this.#start[slot] = now;
    this.#duration[slot] = duration;
  }

  /** Moves every active slot to where it is at `now`. */
  advance(now: number): void {
    let kept = 0;
    for (const slot of this.#active) {
      this.moveTo(slot, now);
      if (this.#duration[slot] === 0) this.#listed[slot] = 0;
      else this.#active[kept++] = slot;
    }
    this.#active.length = kept;
  }

  /** Moves one slot to where it is at `now`. */
  moveTo(slot: number, now: number): void {
    const duration = this.#duration[slot]!;
    if (duration === 0) return;
    const t = Math.max(0, (now - this.#start[slot]!) / duration);
    this.#moveBy(slot, Math.min(1, t));
    if (t >= 1) this.#duration[slot] = 0;
  }

  /** Says how the slot moves, for another Glide to `take`. */
  give(slot: number, to: Glides, i: number): void {
    const resting = this.#duration[slot] === 0;
    to.fromX[i] = resting ? this.x[slot]! : this.#fromX[slot]!;
    to.fromY[i] = resting ? this.y[slot]! : this.#fromY[slot]!;
    to.toX[i] = resting ? this.x[slot]! : this.#toX[slot]!;
    to.toY[i] = resting ? this.y[slot]! : this.#toY[slot]!;
    to.fromCourse[i] = resting ? this.course[slot]! : this.#fromCourse[slot]!;
    to.turn[i] = resting ? 0 : this.#turn[slot]!;
    to.start[i] = this.#start[slot]!;
    to.duration[i] = this.#duration[slot]!;
  }

  take(slot: number, from: Glides, i: number): void {
    if (from.duration[i] === 0) return this.jump(slot, from.toX[i]!, from.toY[i]!, from.fromCourse[i]!);
    if (this.#listed[slot] === 0) this.#active.push(slot);
    this.#listed[slot] = 1;
    this.x[slot] = this.#fromX[slot] = from.fromX[i]!;
    this.y[slot] = this.#fromY[slot] = from.fromY[i]!;
    this.#toX[slot] = from.toX[i]!;
    this.#toY[slot] = from.toY[i]!;
    this.course[slot] = this.#fromCourse[slot] = from.fromCourse[i]!;
    this.#turn[slot] = from.turn[i]!;
    this.#start[slot] = from.start[i]!;
    this.#duration[slot] = from.duration[i]!;
  }

  forget(): void {
    this.#duration.fill(0);
    this.#listed.fill(0);
    this.#active.length = 0;
  }

  /** Where the slot is on its way to, or is. */
  target(slot: number): { x: number; y: number } { return { x: this.#toX[slot]!, y: this.#toY[slot]! }; }

  isMoving(slot: number): boolean { return this.#duration[slot] !== 0; }

  /** World widths per ms; 0 at rest. */
  speed(slot: number): number {
    if (this.#duration[slot] === 0) return 0;
    return Math.hypot(this.#toX[slot]! - this.#fromX[slot]!, this.#toY[slot]! - this.#fromY[slot]!) / this.#duration[slot]!;
  }

  /** Degrees per ms, without a sign. */
  turning(slot: number): number {
    return this.#duration[slot] === 0 ? 0 : Math.abs(this.#turn[slot]!) / this.#duration[slot]!;
  }

  #moveBy(slot: number, t: number): void {
    if (t === 1) {
      // Exactly there, and back in the world's first copy.
      this.x[slot] = this.#toX[slot]! - Math.floor(this.#toX[slot]!);
      this.y[slot] = this.#toY[slot]!;
    } else {
      this.x[slot] = this.#fromX[slot]! + (this.#toX[slot]! - this.#fromX[slot]!) * t;
      this.y[slot] = this.#fromY[slot]! + (this.#toY[slot]! - this.#fromY[slot]!) * t;
    }
    this.course[slot] = (this.#fromCourse[slot]! + this.#turn[slot]! * t + 360) % 360;
  }
}

/** From one heading to another by the shorter arc, -180 to 180 degrees. */
export function shortestTurn(from: number, to: number): number {
  return ((((to - from) % 360) + 540) % 360) - 180;
}

function grow<T extends Float64Array | Float32Array | Uint8Array>(old: T, capacity: number): T {
  const grown = new (old.constructor as new (length: number) => T)(capacity);
  grown.set(old);
  return grown;
}
