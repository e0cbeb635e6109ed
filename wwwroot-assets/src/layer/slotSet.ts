/** Slots, each at most once, until they are taken: however often something changed meanwhile, it is told once. */
export class SlotSet {
  #slots = new Int32Array(64);
  #marked = new Uint8Array(64);
  #count = 0;

  get count(): number { return this.#count; }

  add(slot: number): void {
    if (slot >= this.#marked.length) this.#reserve(slot + 1);
    if (this.#marked[slot] === 1) return;
    this.#marked[slot] = 1;
    this.#slots[this.#count++] = slot;
  }

  /** What was gathered; the set is empty afterwards. */
  take(): Int32Array {
    const taken = this.#slots.slice(0, this.#count);
    for (const slot of taken) this.#marked[slot] = 0;
    this.#count = 0;
    return taken;
  }

  #reserve(needed: number): void {
    let capacity = this.#marked.length;
    while (capacity < needed) capacity *= 2;
    const marked = new Uint8Array(capacity);
    const slots = new Int32Array(capacity);
    marked.set(this.#marked);
    slots.set(this.#slots.subarray(0, this.#count));
    this.#marked = marked;
    this.#slots = slots;
  }
}
