/** Asked for at the same time: while one is painted the next is on its way. */
const AT_ONCE = 2;
/** Pictures handed to the screen in one frame; each is copied there, megabytes of it. */
const PER_FRAME = 3;

export interface TileQueueHost<Tile, Picture> {
  paint(tile: Tile): void;
  show(tile: Tile, picture: Picture): void;
  /** Never to be shown. */
  discard(picture: Picture): void;
}

/** Has tiles painted, a few at a time, so that those which are no longer wanted by then cost nothing, and shows them, a few per frame. */
export class TileQueue<Tile extends object, Picture> {
  readonly #host: TileQueueHost<Tile, Picture>;
  readonly #wanted = new Set<Tile>();
  readonly #waiting = new Set<Tile>();
  readonly #asked = new Set<Tile>();
  readonly #painted = new Map<Tile, Picture>();
  #frame = 0;
  #holds = false;

  constructor(host: TileQueueHost<Tile, Picture>) {
    this.#host = host;
  }

  /** Whether to show nothing for the time being: the screen is busy with what is there. */
  set holds(holds: boolean) {
    this.#holds = holds;
    this.#plan();
  }

  /** Once more: what it looks like has changed. */
  add(tile: Tile): void {
    this.#wanted.add(tile);
    this.#waiting.add(tile);
    this.#next();
  }

  remove(tile: Tile): void {
    this.#wanted.delete(tile);
    this.#waiting.delete(tile);
    this.#drop(tile);
  }

  painted(tile: Tile, picture: Picture): void {
    this.#asked.delete(tile);
    // Wanted again meanwhile, it would look different from the next.
    if (this.#wanted.has(tile) && !this.#waiting.has(tile)) {
      this.#drop(tile);
      this.#painted.set(tile, picture);
      this.#plan();
    } else {
      this.#host.discard(picture);
    }
    this.#next();
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    for (const tile of [...this.#wanted]) this.remove(tile);
  }

  #drop(tile: Tile): void {
    const picture = this.#painted.get(tile);
    this.#painted.delete(tile);
    if (picture !== undefined) this.#host.discard(picture);
  }

  #next(): void {
    for (const tile of this.#waiting) {
      if (this.#asked.size >= AT_ONCE) return;
      if (this.#asked.has(tile)) continue;
      this.#waiting.delete(tile);
      this.#asked.add(tile);
      this.#host.paint(tile);
    }
  }

  #plan(): void {
    if (this.#frame === 0 && !this.#holds && this.#painted.size > 0) this.#frame = requestAnimationFrame(this.#show);
  }

  readonly #show = (): void => {
    this.#frame = 0;
    if (this.#holds) return;
    let left = PER_FRAME;
    for (const [tile, picture] of this.#painted) {
      if (left-- === 0) break;
      this.#painted.delete(tile);
      this.#host.show(tile, picture);
    }
    this.#plan();
  };
}
