/** What one drawing put on the canvas: slots and where, CSS pixels from the canvas's corner. */
export class DrawList {
  count = 0;
  slots = new Int32Array(256);
  x = new Float32Array(256);
  y = new Float32Array(256);
  sprites = new Int32Array(256);

  add(slot: number, x: number, y: number, sprite: number): void {
    if (this.count === this.slots.length) this.#grow();
    this.slots[this.count] = slot;
    this.x[this.count] = x;
    this.y[this.count] = y;
    this.sprites[this.count++] = sprite;
  }

  #grow(): void {
    const { slots, x, y, sprites } = this;
    const capacity = this.count * 2;
    this.slots = new Int32Array(capacity);
    this.x = new Float32Array(capacity);
    this.y = new Float32Array(capacity);
    this.sprites = new Int32Array(capacity);
    this.slots.set(slots);
    this.x.set(x);
    this.y.set(y);
    this.sprites.set(sprites);
  }
}
