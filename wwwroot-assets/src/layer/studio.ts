import { Artist } from "./artist";
import { buffersOf } from "./changes";
import type { DrawRequest, Drawing, Style } from "./drawing";
import type { StudioReply, StudioRequest } from "./vehicleWorker";

export interface StudioHost {
  drawn(drawing: Drawing): void;
  /** All that was told is lost, and the drawing under way with it: tell everything again. */
  lost(): void;
  /** Texts look different now: a font has arrived. */
  restyled(): void;
}

/** Where vehicles are painted: a worker, or this thread where there is none to be had. One drawing at a time. */
export class Studio {
  readonly #host: StudioHost;
  #worker: Worker | null;
  #artist: Artist | null = null;
  #style: Style;
  #closed = false;

  constructor(style: Style, host: StudioHost) {
    this.#style = style;
    this.#host = host;
    this.#worker = this.#hire();
    this.style(style);
  }

  get isOffThread(): boolean { return this.#worker !== null; }

  style(style: Style): void {
    this.#style = style;
    if (this.#worker !== null) this.#send({ style });
    else this.#artist?.restyle(style);
  }

  /** Fails when this thread cannot draw. */
  async draw(request: DrawRequest): Promise<void> {
    if (this.#worker !== null) return this.#send({ request }, buffersOf(request.changes));
    this.#artist ??= new Artist(this.#style);
    const drawing = await this.#artist.draw(request);
    if (this.#closed) drawing.image.close();
    else this.#host.drawn(drawing);
  }

  dispose(): void {
    this.#closed = true;
    this.#worker?.terminate();
    this.#worker = null;
  }

  #send(message: StudioRequest, transfer: Transferable[] = []): void {
    this.#worker!.postMessage(message, transfer);
  }

  #hire(): Worker | null {
    try {
      const worker = new Worker(new URL("./vehicleWorker.js", import.meta.url), { type: "module" });
      worker.onmessage = ({ data }: MessageEvent<StudioReply>) => {
        if (this.#worker !== worker) return;
        if ("drawing" in data) this.#host.drawn(data.drawing);
        else if ("fault" in data) this.#dismiss(data.fault);
        else this.#host.restyled();
      };
      worker.onerror = (event) => this.#dismiss(event.message);
      worker.onmessageerror = () => this.#dismiss("a message could not be read");
      return worker;
    } catch (fault) {
      console.warn("DispatchMap draws without a worker", fault);
      return null;
    }
  }

  /** A worker that could not be loaded, or has failed, is not asked again. */
  #dismiss(reason: string | undefined): void {
    if (this.#worker === null) return;
    console.warn("DispatchMap goes on drawing without its worker:", reason ?? "it could not be loaded");
    this.#worker.terminate();
    this.#worker = null;
    this.#host.lost();
  }
}
