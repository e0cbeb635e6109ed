import type { Fleet, FleetListener } from "../fleet/fleet";
import { type Filter, noFilter, passes } from "../fleet/filter";
import { Connection } from "../fleet/states";
import { mercatorX, mercatorY, nearestCopy } from "../geo/mercator";
import { Glide } from "./glide";
import { PASSING, lookOf } from "./changes";
import { glideDuration } from "./glideRule";
import { History, SILENCE } from "./history";
import { SlotSet } from "./slotSet";
import { Trail } from "./trail";

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
  /** Something on the canvas is on its way, world widths and degrees per ms: worth a drawing when it has come far enough. */
  moves(speed: number, turning: number): void;
}

/** The fleet as it is to be drawn: positions on their way, what passes the filter, what is selected and pointed at. */
export class Scene implements FleetListener {
  readonly fleet: Fleet;
  readonly glide = new Glide();
  readonly history = new History();
  /** Of the vehicle with the card. */
  readonly trail = new Trail();
  /** Slots of which the drawing side does not know the latest. */
  readonly touched = new SlotSet();
  /** The same for their names. */
  readonly renamed = new SlotSet();
  readonly #stage: Stage;
  #placed = new Uint8Array(0); // whether the glide knows a position
  #passing = new Uint8Array(0);
  #looks = new Uint8Array(0); // at the last report
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

  /** Whether the filter lets the slot's vehicle through. */
  passes(slot: number): boolean { return this.#passing[slot] === 1; }

  /** Whether the slot's vehicle has been somewhere; never seen ones are on the list, not on the map. */
  hasPlace(slot: number): boolean {
    return this.#placed[slot] === 1 && this.fleet.columns.connection[slot] !== Connection.NeverSeen;
  }

  setFilter(filter: Filter): void {
    this.#filter = filter;
    for (let slot = 0; slot < this.fleet.top; slot++) {
      const before = this.#passing[slot];
      this.#pass(slot);
      if (this.#passing[slot] !== before) this.touched.add(slot);
    }
    this.#stage.changed();
  }

  select(ids: readonly number[]): void {
    this.#selected = [...new Set(ids)];
    this.#selectedIds = new Set(ids);
    this.#followTrail();
    this.#stage.changed();
  }

  #followTrail(): void {
    const id = this.#selected[0] ?? null;
    const slot = id === null ? undefined : this.fleet.slotOf(id);
    this.trail.follow(slot === undefined ? null : id, () => this.history.since(slot!, 0));
  }

  hover(id: number | null): void {
    if (id === this.#hovered) return;
    this.#hovered = id;
    this.#stage.changed();
  }

  /** The drawing side knows nothing any more. */
  touchAll(): void {
    for (let slot = 0; slot < this.fleet.top; slot++) {
      this.touched.add(slot);
      this.renamed.add(slot);
    }
  }

  cleared(): void {
    this.#placed.fill(0);
    this.#passing.fill(0);
    this.#looks.fill(0);
    this.history.clear();
    this.glide.forget();
    this.touched.take();
    this.renamed.take();
    this.#stage.changed();
  }

  removed(slot: number): void {
    if (this.#placed[slot] === 1) this.#stage.changed();
    this.#placed[slot] = this.#looks[slot] = 0;
    this.history.forget(slot);
    this.touched.add(slot);
  }

  named(slot: number): void {
    this.#reserve();
    this.#pass(slot);
    this.touched.add(slot);
    this.renamed.add(slot);
    if (this.#placed[slot] === 1) this.#stage.changed();
  }

  updated(slot: number, gap: number): void {
    const { columns } = this.fleet;
    const before = this.#looks[slot];
    this.#pass(slot);
    if (columns.hasPosition[slot] === 0) return this.removed(slot);

    const { glide } = this;
    const now = this.#stage.now();
    const course = columns.course[slot]!;
    const y = mercatorY(columns.latitude[slot]!);
    let x = mercatorX(columns.longitude[slot]!);
    const fresh = this.#placed[slot] === 0;
    if (!fresh) glide.moveTo(slot, now);
    const wasInView = !fresh && this.#stage.shows(glide.x[slot]!, glide.y[slot]!);
    const inView = wasInView || this.#stage.shows(x, y);
    if (!fresh) x = nearestCopy(x, glide.x[slot]!);
    const hop = fresh ? 0 : Math.hypot(x - glide.x[slot]!, y - glide.y[slot]!) * EQUATOR * Math.cos((columns.latitude[slot]! * Math.PI) / 180);
    const still = fresh || (hop === 0 && Object.is(course, glide.course[slot]!));
    const duration = !still && inView && this.#stage.animates() ? glideDuration(hop, gap) : 0;
    this.#remember(slot, x, y, gap, hop > 0 && glideDuration(hop, gap) === 0);
    let jumps = false;
    if (duration > 0) {
      glide.start(slot, x, y, course, duration, now);
    } else if (fresh || gap > 0 || !this.#isOnItsWay(slot)) {
      // A report that repeats what is drawn must not end the glide: only a new position or time does.
      jumps = !still || fresh;
      glide.jump(slot, x - Math.floor(x), y, course);
    }
    this.#placed[slot] = 1;
    this.touched.add(slot);
    const look = (this.#looks[slot] = lookOf(this, slot));
    if (!inView || !(this.isSelected(slot) || ((look | before!) & PASSING) !== 0)) return;
    if (jumps || look !== before || this.isSelected(slot)) this.#stage.changed();
    else this.#stage.moves(glide.speed(slot), glide.turning(slot));
  }

  #remember(slot: number, x: number, y: number, silence: number, jumped: boolean): void {
    const time = this.fleet.columns.recordedAt[slot]!;
    this.history.add(slot, x - Math.floor(x), y, time, silence, jumped);
    if (this.trail.id === null && this.isSelected(slot)) this.#followTrail();
    if (this.fleet.columns.id[slot] === this.trail.id) this.trail.add({ x, y, time, gap: jumped || silence > SILENCE });
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
    const looks = new Uint8Array(capacity);
    looks.set(this.#looks);
    this.#looks = looks;
    this.#placed = placed;
    this.#passing = passing;
    this.glide.reserve(capacity);
    this.history.reserve(capacity);
  }
}
