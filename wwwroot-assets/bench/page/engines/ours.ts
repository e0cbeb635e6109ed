import type { MapHandle } from "../../../src/contract";
import type { Engine } from "../engine";
import { type Batch, CENTER, type Vehicle, ZOOM } from "../fleet";
import { deltaFrame, snapshotFrames } from "../frames";

/** The product's own module, as it is served. */
export class Ours implements Engine {
  readonly batches = 4;
  readonly #clusters: boolean;
  #map: MapHandle | null = null;
  #element: HTMLElement | null = null;
  #total = 0;

  constructor(clusters: boolean) {
    this.#clusters = clusters;
  }

  async load(element: HTMLElement, fleet: readonly Vehicle[]): Promise<void> {
    const frames = snapshotFrames(fleet);
    const address = "/dist/map.js";
    const { create } = (await import(address)) as typeof import("../../../src/map");
    const options = { theme: "light", tiles: null, view: { ...CENTER, zoom: ZOOM }, labels: "off", clusters: this.#clusters, tails: false } as const;
    this.#element = element;
    this.#total = fleet.length;
    this.#map = create(element, options, { invokeMethodAsync: () => Promise.resolve() });
    for (const frame of frames) this.#map.apply(frame);
  }

  apply(batch: Batch): void {
    if (this.#map!.apply(deltaFrame(batch, this.#total)) !== 1) throw new Error("The map refused a frame.");
  }

  shown(): number {
    return (this.#element?.dispatchMap?.stats().shown ?? 0) - 1;
  }
}
