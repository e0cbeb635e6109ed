/** Two frames agree on the vendor's clock when they differ by no more than the network can explain. */
const SAME_CLOCK_MS = 3000;

/** The vendor's time now, from the times the frames carry. Ages count on it, never on the browser's clock. */
export class VendorClock {
  #offset = NaN;
  #frozenAt = NaN;

  /** `now` is any clock that only runs forward, ms. */
  set(vendorTime: number, frozen: boolean, now: number): void {
    this.#frozenAt = frozen ? vendorTime : NaN;
    if (frozen) return;
    const offset = vendorTime - now;
    // A frame that took longer says less: keep the quickest one, so that ages do not tick backwards with the network.
    const agrees = Math.abs(offset - this.#offset) <= SAME_CLOCK_MS;
    this.#offset = agrees ? Math.max(offset, this.#offset) : offset;
  }

  /** ms since 1970; NaN before the first frame. */
  at(now: number): number {
    return Number.isNaN(this.#frozenAt) ? now + this.#offset : this.#frozenAt;
  }
}
