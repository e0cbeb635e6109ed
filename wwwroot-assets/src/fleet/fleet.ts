import type { Held } from "../contract";
import type { Frame, Records, VehicleText } from "../frames/frame";
import { bearing, distance } from "../geo/sphere";
import { type Columns, createColumns, growColumns } from "./columns";
import { fold } from "./fold";
import { resolveMoves, resolveRestated } from "./resolve";

/** What the drawing side must know about each change. */
export interface FleetListener {
  cleared(): void;
  removed(slot: number): void;
  /** The slot's vehicle is new or was renamed. */
  named(slot: number): void;
  /** `gap` is the time between this position's and the previous one's recording, ms; 0 when there is no previous one. */
  updated(slot: number, gap: number): void;
}

export type Tally = Pick<Frame, "connections" | "motions">;

/** Below this, two points do not say where a vehicle goes: it is the receiver's noise. Metres. */
const COURSE_DISTANCE = 15;

/** The fleet as the server last told it, by slot, and the version it is at. */
export class Fleet {
  columns: Columns = createColumns(0);
  readonly names: string[] = [];
  readonly drivers: string[] = [];
  /** Name, driver and id, folded for searching. */
  readonly searchTexts: string[] = [];
  readonly #slots = new Map<number, number>();
  #epoch = 0;
  #version = -1; // -1 = holds no version: only a snapshot helps
  #expected = -1; // version of the snapshot whose chunks are coming in
  #top = 0;
  #total = 0;
  #tally: Tally | null = null;

  /** Slots at and above this one are free. */
  get top(): number { return this.#top; }
  get count(): number { return this.#slots.size; }
  /** Vehicles in the feed, told of or not. */
  get total(): number { return this.#total; }
  /** How many are in each state, told of or not; null before the first frame. */
  get tally(): Tally | null { return this.#tally; }
  get version(): number { return this.#version; }
  /** What the next delta must start from; nothing before the last chunk of a snapshot. */
  get held(): Held { return this.#version < 0 ? [0, 0] : [this.#epoch, this.#version]; }
  /** Whether a snapshot has begun and not ended. */
  get loading(): boolean { return this.#expected >= 0; }

  slotOf(id: number): number | undefined { return this.#slots.get(id); }

  /** Applies all of the frame or, when it does not continue what is held, nothing: false = ask for a snapshot. */
  apply(frame: Frame, listener: FleetListener): boolean {
    const starts = frame.kind === "snapshot" && frame.first;
    if (!starts && !this.#continues(frame)) return false;
    if (!this.#isConsistent(frame, starts)) return false;
    const moved = resolveMoves(frame.moves, this.columns);
    if (moved === null) return false;
    const restated = resolveRestated(frame.restated, this.columns);
    if (starts) this.#clear(frame, listener);
    for (const slot of frame.removed) this.#remove(slot, listener);
    for (const text of frame.texts) this.#name(text, listener);
    for (const records of [frame.records, moved, restated]) {
      for (let i = 0; i < records.count; i++) this.#update(records, i, listener);
    }
    this.#total = frame.vehicles;
    this.#tally = { connections: frame.connections, motions: frame.motions };
    this.#expected = frame.last ? -1 : frame.to;
    this.#version = frame.last ? frame.to : -1;
    return true;
  }

  #continues(frame: Frame): boolean {
    if (frame.epoch !== this.#epoch) return false;
    return frame.kind === "delta" ? frame.from === this.#version : frame.to === this.#expected;
  }

  /** Every record's vehicle must be known by name, and no vehicle may have two slots. */
  #isConsistent(frame: Frame, starts: boolean): boolean {
    const removed = new Set(frame.removed);
    const named = new Map<number, number>();
    for (const { slot, id } of frame.texts) {
      if (named.has(slot) && named.get(slot) !== id) return false;
      named.set(slot, id);
    }
    for (const [slot, id] of named) {
      const holder = starts ? undefined : this.#slots.get(id);
      if (holder !== undefined && holder !== slot && !removed.has(holder) && !named.has(holder)) return false;
    }
    if (new Set(named.values()).size !== named.size) return false;
    for (const slot of frame.records.slot) {
      const known = !starts && this.columns.occupied[slot] === 1 && !removed.has(slot);
      if (!known && !named.has(slot)) return false;
    }
    for (const slots of [frame.moves.slot, frame.restated.slot]) {
      for (const slot of slots) {
        // A difference means nothing but from what is held.
        const held = !starts && this.columns.occupied[slot] === 1 && !removed.has(slot);
        if (!held || (named.has(slot) && named.get(slot) !== this.columns.id[slot])) return false;
      }
    }
    return true;
  }

  #clear(frame: Frame, listener: FleetListener): void {
    this.columns.occupied.fill(0);
    this.names.length = this.drivers.length = this.searchTexts.length = 0;
    this.#slots.clear();
    this.#top = 0;
    this.#epoch = frame.epoch;
    listener.cleared();
  }

  #remove(slot: number, listener: FleetListener): void {
    if (this.columns.occupied[slot] !== 1) return; // came and went between two frames
    this.#slots.delete(this.columns.id[slot]!);
    this.columns.occupied[slot] = 0;
    this.names[slot] = this.drivers[slot] = this.searchTexts[slot] = "";
    listener.removed(slot);
  }

  #name({ slot, id, name, driver }: VehicleText, listener: FleetListener): void {
    if (slot >= this.columns.capacity) this.columns = growColumns(this.columns, slot + 1);
    const { columns } = this;
    const other = columns.id[slot] !== id;
    if (columns.occupied[slot] === 1 && other) {
      if (this.#slots.get(columns.id[slot]!) === slot) this.#slots.delete(columns.id[slot]!);
      listener.removed(slot);
    }
    if (columns.occupied[slot] !== 1 || other) {
      columns.hasPosition[slot] = 0;
      columns.course[slot] = columns.speed[slot] = columns.heading[slot] = NaN;
      columns.connection[slot] = 4;
      columns.motion[slot] = columns.lastMotion[slot] = columns.alerting[slot] = 0;
    }
    columns.occupied[slot] = 1;
    columns.id[slot] = id;
    this.#slots.set(id, slot);
    this.#top = Math.max(this.#top, slot + 1);
    this.names[slot] = name;
    this.drivers[slot] = driver;
    this.searchTexts[slot] = `${fold(name)}\n${fold(driver)}\n${id}`;
    listener.named(slot);
  }

  #update(records: Records, i: number, listener: FleetListener): void {
    const { columns } = this;
    const slot = records.slot[i]!;
    const latitude = records.latitude[i]!;
    const longitude = records.longitude[i]!;
    const heading = records.heading[i]!;
    const known = columns.hasPosition[slot] === 1;
    const gap = known ? Math.max(0, records.recordedAt[i]! - columns.recordedAt[slot]!) : 0;
    if (!Number.isNaN(heading)) {
      columns.course[slot] = heading;
    } else if (known && distance(columns.latitude[slot]!, columns.longitude[slot]!, latitude, longitude) > COURSE_DISTANCE) {
      columns.course[slot] = bearing(columns.latitude[slot]!, columns.longitude[slot]!, latitude, longitude);
    }
    columns.latitude[slot] = latitude;
    columns.longitude[slot] = longitude;
    columns.recordedAt[slot] = records.recordedAt[i]!;
    columns.seenAt[slot] = records.seenAt[i]!;
    columns.speed[slot] = records.speed[i]!;
    columns.heading[slot] = heading;
    columns.connection[slot] = records.connection[i]!;
    columns.motion[slot] = records.motion[i]!;
    columns.lastMotion[slot] = records.lastMotion[i]!;
    columns.alerting[slot] = records.alerting[i]!;
    columns.hasPosition[slot] = records.hasPosition[i]!;
    listener.updated(slot, gap);
  }
}
