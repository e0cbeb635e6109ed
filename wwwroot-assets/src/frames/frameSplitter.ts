const LENGTH = 4;

/** Finds the frames in a stream's bytes: each has its length in front, as u32, and chunks may end anywhere. */
export class FrameSplitter {
  #rest: Uint8Array = new Uint8Array(0);

  /** The frames that are complete now, in order. */
  push(chunk: Uint8Array): Uint8Array[] {
    const bytes = this.#rest.length === 0 ? chunk : joined(this.#rest, chunk);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const frames: Uint8Array[] = [];
    let at = 0;
    while (at + LENGTH <= bytes.length) {
      const end = at + LENGTH + view.getUint32(at, true);
      if (end > bytes.length) break;
      frames.push(bytes.subarray(at + LENGTH, end));
      at = end;
    }
    this.#rest = bytes.subarray(at);
    return frames;
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
