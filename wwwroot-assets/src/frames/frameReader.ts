/** A stream from the server, as Blazor hands it over. */
export interface ByteStream {
  stream(): Promise<ReadableStream<Uint8Array>>;
}

/** A frame's size and whether the server asks for what is held after it. */
const ENVELOPE = 5;

/** Cuts a stream into the frames that the server put into it (docs/map-module.md), one stream after the other. */
export class FrameReader {
  readonly #take: (frame: Uint8Array, asked: boolean) => void;
  #reading = 0;

  constructor(take: (frame: Uint8Array, asked: boolean) => void) {
    this.#take = take;
  }

  /** Reads this stream from now on, and nothing more of the one before. */
  read(source: ByteStream): void {
    void this.#run(source, ++this.#reading);
  }

  async #run(source: ByteStream, reading: number): Promise<void> {
    let rest: Uint8Array = new Uint8Array();
    for await (const chunk of chunksOf(source)) {
      if (reading !== this.#reading) return;
      rest = this.#cut(rest.length === 0 ? chunk : joined(rest, chunk));
    }
  }

  /** Takes all frames that are complete; the rest of the bytes waits for more. */
  #cut(bytes: Uint8Array): Uint8Array {
    let at = 0;
    while (bytes.length - at >= ENVELOPE) {
      const view = new DataView(bytes.buffer, bytes.byteOffset + at, ENVELOPE);
      const end = at + ENVELOPE + view.getUint32(0, true);
      if (end > bytes.length) break;
      this.#take(bytes.subarray(at + ENVELOPE, end), view.getUint8(4) === 1);
      at = end;
    }
    return bytes.subarray(at);
  }
}

/** What comes until the stream ends or the connection is lost: then the server opens another one. */
async function* chunksOf(source: ByteStream): AsyncGenerator<Uint8Array> {
  const reader = await source.stream().then((stream) => stream.getReader(), () => null);
  for (;;) {
    const { value } = (await reader?.read().catch(() => null)) ?? {};
    if (value === undefined) return;
    yield value;
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
