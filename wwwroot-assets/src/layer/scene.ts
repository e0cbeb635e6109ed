import type { Fleet, FleetListener } from "../fleet/fleet";
import { type Filter, noFilter, passes } from "../fleet/filter";
import { Connection } from "../fleet/states";
import { mercatorX, mercatorY, nearestCopy } from "../geo/mercator";
import { Glide } from "./glide";
import { glideDuration } from "./glideRule";

const EQUATOR = 40_075_016.7; // metres

/** What the scene must know of the screen. */
export interface Stage {
  /** Whether a point of unit Mercator is on the canvas now. */
  shows(x: number, y: number): boolean;
  /** Whether markers may glide: the page is visible and motion is welcome. */
  animates(): boolean;
  now(): number;
  /** Something that is (or was) on the canvas is no longer what was drawn. */
  changed(): void;
}

/** The fleet as it is to be drawn: positions on their way, what passes the filter, what is selected and pointed at. */
export class Scene implements FleetListener {
  readonly fleet: Fleet;
  readonly glide = new Glide();
  readonly #stage: Stage;
  #placed = new Uint8Array(0); // whether the glide knows a position
  #passing = new Uint8Array(0);
  #filter = noFilter;
  #selected: readonly number[] = [];
  #selectedIds = new Set<number>();
  #hovered: number | null = null;

  constructor(fleet: Fleet, stage: Stage) {
    this.fleet = fleet;
    this.#stage = stage;
  }

  /** Ids; the first has the card. */
  get selected(): readonly number[] { return this.#selected; }
  get hovered(): number | null { return this.#hovered; }

  isSelected(slot: number): boolean { return this.#selectedIds.has(this.fleet.columns.id[slot]!); }

  /** Whether the slot's vehicle is to be drawn when it is in view. */
  isShown(slot: number): boolean {
    return this.hasPlace(slot) && (this.#passing[slot] === 1 || this.isSelected(slot));
  }

  /** Whether the slot's vehicle has been somewhere; never seen ones are on the list, not on the map. */
  hasPlace(slot: number): boolean {
    return this.#placed[slot] === 1 && this.fleet.columns.connection[slot] !== Connection.NeverSeen;
  }

  setFilter(filter: Filter): void {
    this.#filter = filter;
    for (let slot = 0; slot < this.fleet.top; slot++) this.#pass(slot);
    this.#stage.changed();
  }

  select(ids: readonly number[]): void {
    this.#selected = [...new Set(ids)];
    this.#selectedIds = new Set(ids);
    this.#stage.changed();
  }

  hover(id: number | null): void {
    if (id === this.#hovered) return;
    this.#hovered = id;
    this.#stage.changed();
  }

  cleared(): void {
    this.#placed.fill(0);
    this.#passing.fill(0);
    this.glide.forget();
    this.#stage.changed();
  }

  removed(slot: number): void {
    if (this.#placed[slot] === 1) this.#stage.changed();
    this.#placed[slot] = 0;
  }

  named(slot: number): void {
    this.#reserve();
    this.#pass(slot);
    if (this.#placed[slot] === 1) this.#stage.changed();
  }

  updated(slot: number, gap: number): void {
    const { columns } = this.fleet;
    const shown = this.#passing[slot] === 1;
    this.#pass(slot);
    if (columns.hasPosition[slot] === 0) return this.removed(slot);

    const { glide } = this;
    const course = columns.course[slot]!;
    const y = mercatorY(columns.latitude[slot]!);
    let x = mercatorX(columns.longitude[slot]!);
    const fresh = this.#placed[slot] === 0;
    const wasInView = !fresh && this.#stage.shows(glide.x[slot]!, glide.y[slot]!);
    const inView = wasInView || this.#stage.shows(x, y);
    if (!fresh) x = nearestCopy(x, glide.x[slot]!);
    const hop = fresh ? 0 : Math.hypot(x - glide.x[slot]!, y - glide.y[slot]!) * EQUATOR * Math.cos((columns.latitude[slot]! * Math.PI) / 180);
    const still = fresh || (hop === 0 && Object.is(course, glide.course[slot]!));
    const duration = !still && inView && this.#stage.animates() ? glideDuration(hop, gap) : 0;
    if (duration > 0) glide.start(slot, x, y, course, duration, this.#stage.now());
    // A report that repeats what is drawn must not end the glide: only a new position or time does.
    else if (fresh || gap > 0 || !this.#isOnItsWay(slot)) glide.jump(slot, x - Math.floor(x), y, course);
    this.#placed[slot] = 1;
    if (inView && (shown || this.#passing[slot] === 1 || this.isSelected(slot))) this.#stage.changed();
  }

  #isOnItsWay(slot: number): boolean { return this.glide.speed(slot) > 0; }

  #pass(slot: number): void {
    const { columns, searchTexts } = this.fleet;
    const pass = columns.occupied[slot] === 1 && passes(this.#filter, columns.connection[slot]!, columns.motion[slot]!, searchTexts[slot] ?? "");
    this.#passing[slot] = pass ? 1 : 0;
  }

  #reserve(): void {
    const { capacity } = this.fleet.columns;
    if (capacity <= this.#placed.length) return;
    const placed = new Uint8Array(capacity);
    const passing = new Uint8Array(capacity);
    placed.set(this.#placed);
    passing.set(this.#passing);
    this.#placed = placed;
    this.#passing = passing;
    this.glide.reserve(capacity);
  }
}
