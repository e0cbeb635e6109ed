import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { TileQueue } from "../../src/base/tileQueue";

interface Tile { readonly name: number }

let frames: (() => void)[];
let asked: number[];
let shown: string[];
let discarded: string[];
let queue: TileQueue<Tile, string>;
let side: number; // of the pictures, device pixels

function frame(): void {
  for (const run of frames.splice(0)) run();
}

const tiles = (count: number): Tile[] => Array.from({ length: count }, (_, name) => ({ name }));

beforeEach(() => {
  [frames, asked, shown, discarded] = [[], [], [], []];
  side = 512;
  Object.assign(globalThis, { requestAnimationFrame: (run: () => void) => frames.push(run), cancelAnimationFrame: () => { frames = []; } });
  queue = new TileQueue({ paint: ({ name }) => asked.push(name), show: (_, picture) => shown.push(picture), sizeOf: () => side * side, discard: (picture) => discarded.push(picture) });
});

afterEach(() => {
  for (const name of ["requestAnimationFrame", "cancelAnimationFrame"]) delete (globalThis as Record<string, unknown>)[name];
});

test("add_manyTiles_asksForTwoAtATime", () => {
  const all = tiles(5);
  for (const tile of all) queue.add(tile);
  assert.deepEqual(asked, [0, 1]);
  queue.painted(all[0]!, "0");
  assert.deepEqual(asked, [0, 1, 2]);
});

test("remove_whileWaiting_isNeverPainted", () => {
  const all = tiles(4);
  for (const tile of all) queue.add(tile);
  queue.remove(all[2]!);
  queue.painted(all[0]!, "0");
  queue.painted(all[1]!, "1");
  assert.deepEqual(asked, [0, 1, 3]);
});

for (const [pixels, expected] of [[256, [7]], [512, [3, 3, 1]], [1024, [1, 1, 1, 1, 1, 1, 1]]] as const) test(`painted_manyOf${pixels}AtOnce_areShownAFewPerFrame`, () => {
  side = pixels;
  const all = tiles(7);
  for (const tile of all) queue.add(tile);
  for (const tile of all) queue.painted(tile, `${tile.name}`);
  const perFrame: number[] = [];
  while (frames.length > 0) {
    const before = shown.length;
    frame();
    perFrame.push(shown.length - before);
  }
  assert.deepEqual(perFrame, expected);
  assert.deepEqual(discarded, []);
});

test("painted_whileHolding_isShownAfterwards", () => {
  const [tile] = tiles(1);
  queue.add(tile!);
  queue.holds = true;
  queue.painted(tile!, "new");
  frame();
  assert.deepEqual(shown, []);
  queue.holds = false;
  frame();
  assert.deepEqual(shown, ["new"]);
});

test("holds_betweenPaintingAndItsFrame_showsNothing", () => {
  const [tile] = tiles(1);
  queue.add(tile!);
  queue.painted(tile!, "new");
  queue.holds = true;
  frame();
  assert.deepEqual(shown, []);
});

test("remove_paintedButNotShown_isDiscarded", () => {
  const [painted, asking] = tiles(2);
  queue.add(painted!);
  queue.add(asking!);
  queue.painted(painted!, "painted");
  queue.remove(painted!);
  queue.remove(asking!);
  queue.painted(asking!, "asking");
  frame();
  assert.deepEqual([shown, discarded], [[], ["painted", "asking"]]);
});

test("add_whileItIsBeingPainted_showsOnlyTheNext", () => {
  const [tile] = tiles(1);
  queue.add(tile!);
  queue.add(tile!);
  queue.painted(tile!, "light");
  queue.painted(tile!, "dark");
  frame();
  assert.deepEqual([asked, shown, discarded], [[0, 0], ["dark"], ["light"]]);
});

test("renew_manyTiles_changeTogetherInOneFrame", () => {
  const all = tiles(5);
  for (const tile of all) queue.renew(tile);
  for (const tile of all.slice(0, 4)) queue.painted(tile, `${tile.name}`);
  assert.equal(frames.length, 0);

  queue.painted(all[4]!, "4");
  frame();
  assert.deepEqual([shown, frames.length], [["0", "1", "2", "3", "4"], 0]);
});

test("renew_besideANewTile_theNewOneDoesNotWait", () => {
  const [old, other, fresh] = tiles(3);
  queue.renew(old!);
  queue.renew(other!);
  queue.add(fresh!);
  queue.painted(old!, "old");
  queue.painted(fresh!, "fresh");
  frame();
  assert.deepEqual(shown, ["fresh"]);
});

test("remove_theLastThatOthersWaitFor_showsThem", () => {
  const [old, left] = tiles(2);
  queue.renew(old!);
  queue.renew(left!);
  queue.painted(old!, "old");
  queue.remove(left!);
  frame();
  assert.deepEqual(shown, ["old"]);
});

test("renew_paintedAndWaiting_isNotShownAsItWas", () => {
  const all = tiles(2);
  for (const tile of all) queue.renew(tile);
  queue.painted(all[0]!, "light 0");
  for (const tile of all) queue.renew(tile);
  queue.painted(all[1]!, "light 1");
  queue.painted(all[0]!, "dark 0");
  queue.painted(all[1]!, "dark 1");
  frame();
  assert.deepEqual([shown, discarded], [["dark 0", "dark 1"], ["light 0", "light 1"]]);
});

test("dispose_withPicturesLeft_discardsThem", () => {
  const [tile] = tiles(1);
  queue.add(tile!);
  queue.painted(tile!, "new");
  queue.dispose();
  frame();
  assert.deepEqual([shown, discarded], [[], ["new"]]);
});
