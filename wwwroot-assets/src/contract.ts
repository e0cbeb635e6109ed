import type { ByteStream } from "./frames/frameReader";

/** What Blazor and this module say to each other: docs/map-module.md. */
export interface MapOptions {
  readonly theme: Theme;
  readonly tiles: TileOptions | null;
  readonly view: View | null;
  readonly labels: LabelMode;
  readonly clusters: boolean;
  readonly tails: boolean;
}

export type Theme = "light" | "dark";
export type LabelMode = "off" | "names" | "speed";

export interface TileOptions {
  readonly url: string;
  readonly attribution: string;
  readonly maxZoom: number;
}

/** Degrees. */
export interface View {
  readonly latitude: number;
  readonly longitude: number;
  readonly zoom: number;
}

/** Degrees; the date line lies between a west that is greater than the east. */
export interface Area {
  readonly south: number;
  readonly west: number;
  readonly north: number;
  readonly east: number;
}

/** The epoch and the version of the fleet that the map holds; zeros = nothing. */
export type Held = readonly [epoch: number, version: number];

export interface FilterOptions {
  readonly connections: number;
  readonly motions: number;
  readonly text: string;
}

/** The .NET side. */
export interface DotNetObject {
  invokeMethodAsync(method: string, ...args: unknown[]): Promise<unknown>;
}

export interface MapHandle {
  read(frames: ByteStream): Held;
  setTheme(theme: Theme): void;
  setTiles(tiles: TileOptions | null): void;
  setFilter(filter: FilterOptions): void;
  select(ids: readonly number[]): void;
  hover(id: number | null): void;
  focus(id: number, latitude?: number, longitude?: number): void;
  fitArea(area: Area): void;
  fit(ids: readonly number[] | null): void;
  follow(id: number | null): void;
  setLabels(mode: LabelMode): void;
  setClusters(on: boolean): void;
  setTails(on: boolean): void;
  setView(view: View): void;
  dispose(): void;
}

/** The event by which the map's element tells the page which vehicle the mouse is over: its id, or null. It bubbles. */
export const POINTED = "dispatchmap-pointed";

/** `element.dispatchMap`. */
export interface MapProbe {
  stats(): { vehicles: number; drawn: number; clusters: number; version: number; shown: number; framesApplied: number; lastFrameAt: number; resyncs: number };
  vehicle(id: number): VehicleFacts | null;
  screenPosition(id: number): { x: number; y: number } | null;
  /** How many vehicles of the feed are in each state, by name; null before the first frame. */
  counts(): Readonly<Record<string, number>> | null;
  /** The vendor's time now, ms since 1970; stands still while the feed is frozen, NaN before the first frame. */
  vendorTime(): number;
}

export interface VehicleFacts {
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly connection: string;
  readonly motion: string;
  /** What its last report said, however old. */
  readonly lastMotion: string;
  /** Whether it was lost while it moved. */
  readonly alerting: boolean;
  /** ISO 8601, UTC. */
  readonly recordedAt: string | null;
  /** ms since 1970, what its age counts from. */
  readonly seenAt: number | null;
  readonly speed: number | null;
  readonly heading: number | null;
  readonly name: string;
}

declare global {
  interface HTMLElement {
    dispatchMap?: MapProbe;
  }
}
