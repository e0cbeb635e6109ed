import type { Engine } from "../engine";
import { type Batch, CENTER, type Vehicle, ZOOM } from "../fleet";
import { deltaFrame, snapshotFrames } from "../frames";

/** The product's own module, as it is served. */
export class Ours implements Engine {
  readonly batches = 4;
  readonly #clusters: boolean;
  #frames: ReadableStreamDefaultController<Uint8Array> | null = null;
  #element: HTMLElement | null = null;
  #total = 0;
  #snapshot: Uint8Array[] = [];
  readonly #deltas = new Map<number, Uint8Array>();
  #time = 0; // of the newest one

  constructor(clusters: boolean) {
    this.#clusters = clusters;
  }

  prepare(fleet: readonly Vehicle[]): void {
    this.#snapshot = snapshotFrames(fleet);
  }

  prepareBatch(batch: Batch): void {
    this.#time = Math.max(Date.now(), this.#time + 1000 / this.batches);
    this.#deltas.set(batch.number, deltaFrame(batch, this.#total, this.#time));
  }

  async load(element: HTMLElement, fleet: readonly Vehicle[]): Promise<void> {
    const address = "/dist/map.js";
    const { create } = (await import(address)) as typeof import("../../../src/map");
    const options = { theme: "light", tiles: null, view: { ...CENTER, zoom: ZOOM }, labels: "off", clusters: this.#clusters, tails: false } as const;
    this.#element = element;
    this.#total = fleet.length;
    const map = create(element, options, { invokeMethodAsync: () => Promise.resolve() });
    const stream = new ReadableStream<Uint8Array>({ start: (controller) => { this.#frames = controller; } });
    map.read({ stream: () => Promise.resolve(stream) });
    for (const frame of this.#snapshot.splice(0)) this.#send(frame);
  }

  apply(batch: Batch): void {
    this.#send(this.#deltas.get(batch.number)!);
    this.#deltas.delete(batch.number);
  }

  shown(): number {
    const stats = this.#element?.dispatchMap?.stats();
    if ((stats?.resyncs ?? 0) > 0) throw new Error("The map refused a frame.");
    return (stats?.shown ?? 0) - 1;
  }

  /** As the server does: the size, no question, the frame (docs/map-module.md). */
  #send(frame: Uint8Array): void {
    const message = new Uint8Array(5 + frame.length);
    new DataView(message.buffer).setUint32(0, frame.length, true);
    message.set(frame, 5);
    this.#frames!.enqueue(message);
  }
}
