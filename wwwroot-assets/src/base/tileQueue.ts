/** Asked for at the same time: while one is painted the next is on its way. */
const AT_ONCE = 2;
/** Device pixels handed to the screen in one frame, or one picture: they are copied there, megabytes of them. Three tiles of ratio 1. */
const PER_FRAME = 3 * 512 * 512;

export interface TileQueueHost<Tile, Picture> {
  paint(tile: Tile): void;
  show(tile: Tile, picture: Picture): void;
  /** Device pixels. */
  sizeOf(picture: Picture): number;
  /** Never to be shown. */
  discard(picture: Picture): void;
}

/**
 * Has tiles painted, a few at a time, so that those which are no longer wanted by then cost nothing, and shows them, a few per frame;
 * those that are renewed all at once, so that a map is never half of one look and half of another.
 */
export class TileQueue<Tile extends object, Picture> {
  readonly #host: TileQueueHost<Tile, Picture>;
  readonly #wanted = new Set<Tile>();
  readonly #waiting = new Set<Tile>();
  readonly #asked = new Set<Tile>();
  readonly #painted = new Map<Tile, Picture>();
  readonly #renewed = new Set<Tile>();
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

  /** For the first time, or once more: what it looks like has changed. */
  add(tile: Tile): void {
    this.#drop(tile);
    this.#wanted.add(tile);
    this.#waiting.add(tile);
    this.#next();
  }

  /** Once more, to change together with the others. */
  renew(tile: Tile): void {
    this.#renewed.add(tile);
    this.add(tile);
  }

  remove(tile: Tile): void {
    this.#wanted.delete(tile);
    this.#waiting.delete(tile);
    this.#renewed.delete(tile);
    this.#drop(tile);
    this.#plan();
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
    for (const tile of [...this.#wanted]) this.remove(tile);
    cancelAnimationFrame(this.#frame);
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

  /** Those that need not wait for others. */
  #ready(): readonly Tile[] {
    const together = [...this.#renewed].every((tile) => this.#painted.has(tile));
    return [...this.#painted.keys()].filter((tile) => together || !this.#renewed.has(tile));
  }

  #plan(): void {
    if (this.#frame === 0 && !this.#holds && this.#ready().length > 0) this.#frame = requestAnimationFrame(this.#show);
  }

  readonly #show = (): void => {
    this.#frame = 0;
    if (this.#holds) return;
    let left = PER_FRAME;
    for (const tile of this.#ready()) {
      const picture = this.#painted.get(tile)!;
      if (!this.#renewed.delete(tile)) {
        if (left <= 0) continue;
        left -= this.#host.sizeOf(picture);
      }
      this.#painted.delete(tile);
      this.#host.show(tile, picture);
    }
    this.#plan();
  };
}
