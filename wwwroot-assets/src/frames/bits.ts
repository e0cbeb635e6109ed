/** As many ones say that a number follows in full. */
const ESCAPE = 15;
const MAX_PARAMETER = 30;

/** Reads numbers of any width, lowest bits first (docs/frames.md). Beyond the end it reads zeros and says so. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #at: number; // in bits

  constructor(bytes: Uint8Array, start: number) {
    this.#bytes = bytes;
    this.#at = start * 8;
  }

  /** Bytes that were touched, from the start of the array. */
  get end(): number { return (this.#at + 7) >>> 3; }
  get overrun(): boolean { return this.end > this.#bytes.length; }

  /** `width` is at most 32. */
  read(width: number): number {
    let value = 0;
    for (let got = 0; got < width;) {
      const shift = this.#at & 7;
      const take = Math.min(8 - shift, width - got);
      const bits = ((this.#bytes[this.#at >>> 3] ?? 0) >>> shift) & ((1 << take) - 1);
      value += bits * 2 ** got;
      got += take;
      this.#at += take;
    }
    return value;
  }

  /** A column of `count` Rice codes into `into`; false when there is no such column. */
  readColumn(parameter: number, into: Float64Array): boolean {
    if (parameter > MAX_PARAMETER) return false;
    for (let i = 0; i < into.length; i++) into[i] = this.#readRice(parameter);
    return !this.overrun;
  }

  #readRice(parameter: number): number {
    let quotient = 0;
    while (quotient < ESCAPE && this.read(1) === 1) quotient++;
    return quotient === ESCAPE ? this.read(32) : quotient * 2 ** parameter + this.read(parameter);
  }
}

/** Undoes the folding of either sign into numbers without one. */
export function unfold(value: number): number {
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}
