import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import type { Map as LeafletMap } from "leaflet";
import { AreaReporter } from "../../src/view/areaReporter";

type Handlers = Record<string, (event?: unknown) => void>;

/** A map of 100 × 100 pixels on which a pixel is a degree at zoom 0. */
class FlatMap {
  handlers: Handlers = {};
  west = 0;
  zoom = 0;

  on(handlers: Handlers): void { this.handlers = handlers; }
  off(): void { this.handlers = {}; }
  getSize(): unknown { return point(100, 100); }
  project({ lat, lng }: { lat: number; lng: number }, zoom: number): unknown { return point(lng * 2 ** zoom, -lat * 2 ** zoom); }
  unproject({ x, y }: { x: number; y: number }, zoom: number): unknown { return { lng: x / 2 ** zoom, lat: -y / 2 ** zoom }; }

  getBounds(): unknown {
    const span = 100 / 2 ** this.zoom;
    return { getSouth: () => 0, getNorth: () => span, getWest: () => this.west, getEast: () => this.west + span };
  }

  pan(west: number): void {
    this.west = west;
    this.handlers["move"]!();
    elapse();
  }
}

function point(x: number, y: number): unknown {
  return { x, y, divideBy: (by: number) => point(x / by, y / by), add: ([dx, dy]: [number, number]) => point(x + dx, y + dy) };
}

let timers: (() => void)[];
let told: number[][];
let map: FlatMap;
let reporter: AreaReporter;

function elapse(): void {
  for (const run of timers.splice(0)) run();
}

beforeEach(() => {
  [timers, told] = [[], []];
  Object.assign(globalThis, { window: { setTimeout: (run: () => void) => timers.push(run) } });
  map = new FlatMap();
  reporter = new AreaReporter(map as unknown as LeafletMap, (south, west, north, east) => told.push([south, west, north, east]));
  reporter.turn(true);
  elapse();
});

afterEach(() => {
  reporter.dispose();
  delete (globalThis as Record<string, unknown>)["window"];
});

test("turn_on_tellsWhatIsSeenAndHalfOfItBeyond", () => {
  assert.deepEqual(told, [[-50, -50, 150, 150]]);
});

test("move_farFromTheEdgeOfWhatWasTold_tellsNothing", () => {
  map.pan(29);
  map.pan(-29);
  assert.equal(told.length, 1);
});

test("move_nearTheEdgeOfWhatWasTold_tellsBeforeItIsSeen", () => {
  map.pan(31);
  assert.deepEqual(told.slice(1), [[-50, -19, 150, 181]]);
});

test("move_manyStepsWithinAPeriod_tellsOnce", () => {
  for (let step = 1; step < 10; step++) {
    map.west = step * 40;
    map.handlers["move"]!();
  }
  elapse();
  assert.equal(told.length, 2);
});

test("zoomanim_furtherAway_tellsTheEndAtOnce", () => {
  map.handlers["zoomanim"]!({ center: { lat: 50, lng: 50 }, zoom: -1 });
  elapse();
  assert.deepEqual(told.slice(1), [[-150, -150, 250, 250]]);
  map.west = -50;
  map.zoom = -1;
  map.handlers["zoomend"]!();
  elapse();
  assert.equal(told.length, 2, "and not again when it is there");
});

test("zoomanim_alittleCloser_tellsNothing", () => {
  map.handlers["zoomanim"]!({ center: { lat: 50, lng: 50 }, zoom: 1 });
  elapse();
  assert.equal(told.length, 1);
});

test("turn_off_tellsNoMore", () => {
  reporter.turn(false);
  map.pan(500);
  assert.equal(told.length, 1);
});
