/** The fleet as columns over slots. Grown by doubling; a column is replaced when it grows, so never keep one. */
export interface Columns {
  readonly capacity: number;
  readonly occupied: Uint8Array;
  readonly id: Float64Array;
  readonly latitude: Float64Array;
  readonly longitude: Float64Array;
  /** ms since 1970. */
  readonly recordedAt: Float64Array;
  /** ms since 1970, what the age counts from: when the vendor got the report, or else `recordedAt`. */
  readonly seenAt: Float64Array;
  /** km/h, NaN when not said. */
  readonly speed: Float32Array;
  /** Degrees, NaN when not said. */
  readonly heading: Float32Array;
  /** Where the vehicle last went, degrees: the heading, or the bearing between its last two points; NaN when neither is known. */
  readonly course: Float32Array;
  readonly connection: Uint8Array;
  readonly motion: Uint8Array;
  readonly lastMotion: Uint8Array;
  /** 1 = it was lost while it moved. */
  readonly alerting: Uint8Array;
  readonly hasPosition: Uint8Array;
}

export function createColumns(capacity: number): Columns {
  return {
    capacity,
    occupied: new Uint8Array(capacity),
    id: new Float64Array(capacity),
    latitude: new Float64Array(capacity),
    longitude: new Float64Array(capacity),
    recordedAt: new Float64Array(capacity),
    seenAt: new Float64Array(capacity),
    speed: new Float32Array(capacity),
    heading: new Float32Array(capacity),
    course: new Float32Array(capacity),
    connection: new Uint8Array(capacity),
    motion: new Uint8Array(capacity),
    lastMotion: new Uint8Array(capacity),
    alerting: new Uint8Array(capacity),
    hasPosition: new Uint8Array(capacity),
  };
}

export function growColumns(old: Columns, needed: number): Columns {
  let capacity = Math.max(64, old.capacity);
  while (capacity < needed) capacity *= 2;
  const grown = createColumns(capacity);
  for (const key of Object.keys(grown) as (keyof Columns)[]) {
    const column = grown[key];
    if (typeof column !== "number") column.set(old[key] as Uint8Array & Float32Array & Float64Array);
  }
  return grown;
}
