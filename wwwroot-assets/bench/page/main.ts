import type { Engine } from "./engine";
import { Circle } from "./engines/circle";
import { Cluster } from "./engines/cluster";
import { Libre } from "./engines/libre";
import { Marker } from "./engines/marker";
import { Ours } from "./engines/ours";
import { type Batch, Traffic, type Vehicle, makeFleet } from "./fleet";
import { type Gesture, Hand } from "./hand";

const engines: Record<string, () => Engine> = {
  ours: () => new Ours(false), oursClustered: () => new Ours(true), marker: () => new Marker(), circle: () => new Circle(), cluster: () => new Cluster(), libre: () => new Libre(),
};

export interface Figures {
  readonly fps: number;
  /** The longest pause between two frames, ms. */
  readonly worst: number;
  /** From a batch handed over to its picture handed to the browser, ms: median and 95th percentile of those that were shown. */
  readonly delay: number;
  readonly delay95: number;
  /** Batches given and shown. */
  readonly given: number;
  readonly shown: number;
}

let engine: Engine;
let traffic: Traffic;
let batches: Batch[]; // made and not yet given
let fleet: Vehicle[];
const element = (): HTMLElement => document.getElementById("map")!;

const frame = (): Promise<number> => new Promise((resolve) => { requestAnimationFrame(resolve); });

/** Makes the map and waits until the whole fleet is drawn; ms. */
async function load(name: string, count: number): Promise<number> {
  engine = engines[name]!();
  fleet = makeFleet(count);
  traffic = new Traffic(fleet, engine.batches);
  batches = [];
  engine.prepare?.(fleet);
  await frame();
  const start = performance.now();
  await engine.load(element(), fleet);
  while (engine.shown() < 0) await frame();
  return performance.now() - start;
}

/** Beforehand: making them is not the map's work. */
function makeBatches(count: number): void {
  while (batches.length < count) {
    const batch = traffic.next();
    engine.prepareBatch?.(batch);
    batches.push(batch);
  }
}

async function run(gesture: Gesture, ms: number): Promise<Figures> {
  const hand = new Hand(element(), engine, gesture);
  const sent = new Map<number, number>();
  const delays: number[] = [];
  const period = 1000 / engine.batches;
  makeBatches(Math.ceil(ms / period) + 1);
  let frames = 0;
  let worst = 0;
  const start = await frame();
  let last = start;
  let due = start;
  let now = start;
  // Not by a timer: in a page that cannot keep up, timers would starve and the load with them.
  hand.begin(start);
  while (now - start < ms) {
    now = await frame();
    frames++;
    worst = Math.max(worst, now - last);
    last = now;
    const shown = engine.shown();
    for (const [number, at] of sent) {
      if (number > shown) continue;
      delays.push(performance.now() - at);
      sent.delete(number);
    }
    hand.step(now);
    if (now < due) continue;
    due = Math.max(due + period, now);
    const batch = batches.shift()!;
    sent.set(batch.number, performance.now());
    engine.apply(batch);
  }
  hand.end();
  delays.sort((a, b) => a - b);
  const at = (share: number): number => delays[Math.min(delays.length - 1, Math.floor(delays.length * share))] ?? NaN;
  return { fps: (frames * 1000) / (now - start), worst, delay: at(0.5), delay95: at(0.95), given: delays.length + sent.size, shown: delays.length };
}

Object.assign(globalThis, { bench: { load, run } });
