/** What one frame says (docs/frames.md), already checked: every number is in its range. */
export interface Frame {
  readonly kind: "snapshot" | "delta";
  readonly first: boolean;
  readonly last: boolean;
  readonly frozen: boolean;
  /** Whether only the vehicles near what is seen are told of. */
  readonly partial: boolean;
  readonly epoch: number;
  readonly from: number;
  readonly to: number;
  /** ms since 1970, the vendor's clock; while frozen, the time of the last truth. */
  readonly vendorTime: number;
  /** In the feed, not in this frame. */
  readonly vehicles: number;
  /** Of all in the feed, by the numbers of `Connection` and `Motion`. */
  readonly connections: readonly number[];
  readonly motions: readonly number[];
  readonly removed: Uint32Array;
  readonly texts: readonly VehicleText[];
  readonly records: Records;
  readonly moves: Moves;
  readonly restated: Restated;
}

export interface VehicleText {
  readonly slot: number;
  readonly id: number;
  readonly name: string;
  readonly driver: string;
}

/** One row per changed vehicle, as columns. */
export interface Records {
  readonly count: number;
  readonly slot: Uint32Array;
  /** Degrees. */
  readonly latitude: Float64Array;
  readonly longitude: Float64Array;
  /** ms since 1970, when the device measured. */
  readonly recordedAt: Float64Array;
  /** ms since 1970, when the vendor got it, and what ages count from; `recordedAt` when the vendor did not say. */
  readonly seenAt: Float64Array;
  /** km/h; NaN when not said. */
  readonly speed: Float32Array;
  /** Degrees clockwise from north; NaN when not said. */
  readonly heading: Float32Array;
  readonly connection: Uint8Array;
  readonly motion: Uint8Array;
  readonly lastMotion: Uint8Array;
  /** 1 = it was lost while it moved. */
  readonly alerting: Uint8Array;
  readonly hasPosition: Uint8Array;
}

/** New positions as differences from what is held, as columns in the units of docs/frames.md. */
export interface Moves {
  readonly count: number;
  readonly slot: Uint32Array;
  readonly latitude: Float64Array;
  readonly longitude: Float64Array;
  readonly recorded: Float64Array;
  readonly speed: Float64Array;
  readonly heading: Float64Array;
  readonly lag: Float64Array;
  /** `UNCHANGED` or the state's bits. */
  readonly state: Uint8Array;
}

/** New states of vehicles of which nothing else has changed. */
export interface Restated {
  readonly slot: Uint32Array;
  readonly state: Uint8Array;
}
