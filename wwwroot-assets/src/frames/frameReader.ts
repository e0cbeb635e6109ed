import type { DotNetStream } from "../contract";
import { FrameSplitter } from "./frameSplitter";

/** Frames of one answer: the server has sixteen on their way at most (FrameStream.cs). */
export const ANSWER_EVERY = 8;

export interface FrameTaker {
  /** false = it does not fit. */
  apply(frame: Uint8Array): boolean;
  applied(stream: number, frames: number): void;
  refused(stream: number): void;
}

/** Applies the frames of the stream that was opened last, and says now and then how far it has come. */
export class FrameReader {
  readonly #taker: FrameTaker;
  #current = 0;

  constructor(taker: FrameTaker) {
    this.#taker = taker;
  }

  /** Reads until the stream ends, another is opened, or a frame does not fit. Never fails: the server has another way. */
  async read(source: DotNetStream, number: number): Promise<void> {
    this.#current = number;
    try {
      const reader = (await source.stream()).getReader();
      const splitter = new FrameSplitter();
      let unanswered = 0;
      while (this.#current === number) {
        const { done, value } = await reader.read();
        if (done) return;
        for (const frame of splitter.push(value)) {
          // Whoever stopped in between wants none of the rest.
          if (this.#current !== number) break;
          if (!this.#taker.apply(frame)) {
            this.stop();
            this.#taker.refused(number);
            break;
          }
          if (++unanswered < ANSWER_EVERY) continue;
          this.#taker.applied(number, unanswered);
          unanswered = 0;
        }
      }
      await reader.cancel();
    } catch {
      // The connection is gone. The next one begins with what the map holds.
    }
  }

  stop(): void {
    this.#current = 0;
  }
}
