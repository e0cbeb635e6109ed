import assert from "node:assert/strict";
import { test } from "node:test";
import { NameMap, type TileName, boxesOf } from "../../src/base/nameMap";
import type { Places } from "../../src/base/placesData";
import { boxesOn } from "../../src/base/written";

const ZOOM = 11;
const WORLD = 256 * 2 ** ZOOM;
const TILE = 512;
/** A corner of four tiles in the middle of the world, pixels. */
const CORNER = WORLD / 2;

interface Town { readonly name: string; readonly x: number; readonly y: number; readonly people?: number }

/** Towns at world pixels, the largest first; ten letters are 60 pixels wide. */
function mapOf(towns: readonly Town[], measured?: string[]): NameMap {
  const places: Places = {
    names: towns.map(({ name }) => name), x: Float32Array.from(towns, ({ x }) => x / WORLD), y: Float32Array.from(towns, ({ y }) => y / WORLD),
    population: Float32Array.from(towns, ({ people }) => people ?? 4000), capitals: new Set(), countries: [],
  };
  return new NameMap(places, (text) => {
    measured?.push(text);
    return text.length * 6;
  });
}

const texts = (names: readonly TileName[]): string[] => names.map(({ name }) => name.text).sort();

test("within_nameAcrossAnEdge_isOnBothTilesInTheSamePlace", () => {
  const map = mapOf([{ name: "Bratislava", x: CORNER + 10, y: CORNER + 100 }]);
  const [here] = map.within(ZOOM, CORNER, CORNER, TILE);
  const [beside] = map.within(ZOOM, CORNER - TILE, CORNER, TILE);
  assert.equal(beside!.x - here!.x, TILE);
  assert.equal(beside!.y, here!.y);
  assert.deepEqual(map.within(ZOOM, CORNER + TILE, CORNER, TILE), []);
});

test("within_twoInOnePlace_writesTheLarger", () => {
  const map = mapOf([{ name: "Large", x: CORNER + 100, y: CORNER + 100 }, { name: "Small", x: CORNER + 110, y: CORNER + 105 }]);
  assert.deepEqual(texts(map.within(ZOOM, CORNER, CORNER, TILE)), ["Large"]);
});

test("within_displacedByOneThatIsItselfDisplaced_isWritten", () => {
  const towns = ["First", "Second", "Third"].map((name, i) => ({ name, x: CORNER + 100 + i * 35, y: CORNER + 100 }));
  assert.deepEqual(texts(mapOf(towns).within(ZOOM, CORNER, CORNER, TILE)), ["First", "Third"]);
});

test("within_whoeverIsInTheWayLiesOnAnotherTile_agreesWhateverTileIsAskedFirst", () => {
  const towns = Array.from({ length: 12 }, (_, i) => ({ name: `Town ${i}`, x: CORNER - 300 + ((i * 7) % 12) * 50, y: CORNER + 100 }));
  const corners = [CORNER - TILE, CORNER];
  const asked = (order: readonly number[]): Map<number, string[]> => {
    const map = mapOf(towns);
    return new Map(order.map((left) => [left, texts(map.within(ZOOM, left, CORNER, TILE))]));
  };
  const [east, west] = [asked(corners), asked([...corners].reverse())];
  for (const left of corners) assert.deepEqual(east.get(left), west.get(left));
});

test("within_crowdOfTowns_neverOverlaps", () => {
  const towns = Array.from({ length: 400 }, (_, i) => ({ name: `Town ${i}`, x: CORNER + ((i * 197) % TILE), y: CORNER + ((i * 89) % TILE) }));
  const names = mapOf(towns).within(ZOOM, CORNER, CORNER, TILE);
  assert.ok(names.length > 10);
  names.forEach((one, i) => names.slice(0, i).forEach((other) => {
    assert.ok(Math.abs(one.x - other.x) >= one.name.half + other.name.half || Math.abs(one.y - other.y) >= 24, `${one.name.text} and ${other.name.text}`);
  }));
});

test("within_nextToTheDateLine_isWrittenOnBothSidesOfIt", () => {
  const map = mapOf([{ name: "Suva", x: 5, y: CORNER + 100 }, { name: "Hidden", x: WORLD - 10, y: CORNER + 100 }]);
  assert.deepEqual(texts(map.within(ZOOM, WORLD - TILE, CORNER, TILE)), ["Suva"]);
  assert.deepEqual(texts(map.within(ZOOM, 0, CORNER, TILE)), ["Suva"]);
});

test("within_askedAgain_measuresNothing", () => {
  const measured: string[] = [];
  const map = mapOf([{ name: "Nitra", x: CORNER + 100, y: CORNER + 100 }, { name: "Elsewhere", x: 100, y: 100 }], measured);
  map.within(ZOOM, CORNER, CORNER, TILE);
  map.within(ZOOM, CORNER, CORNER, TILE);
  assert.deepEqual(measured, ["Nitra"], "and nothing that is far away");
});

test("within_smallTownOnALargeMap_isNotNamed", () => {
  const map = mapOf([{ name: "City", x: CORNER + 100, y: CORNER + 100, people: 100_000 }, { name: "Village", x: CORNER + 300, y: CORNER + 100 }]);
  const half = CORNER / 4;
  assert.deepEqual(texts(map.within(9, half, half, TILE)), ["City"]);
});

test("boxesOf_aName_isWhereItLiesWithoutItsClearance", () => {
  const [name] = mapOf([{ name: "Bratislava", x: CORNER + 100, y: CORNER + 200 }]).within(ZOOM, CORNER, CORNER, TILE);
  assert.deepEqual([...boxesOf([name!])], [70, 192, 130, 208]);
});

test("boxesOn_tilesOfTwoZooms_takesTheFramesAndMovesThem", () => {
  const frame = { left: CORNER - 20, top: CORNER - 10, width: 100, height: 100, scale: WORLD, ratio: 1 };
  const boxes = Float32Array.of(1, 2, 3, 4);
  const tiles = [{ left: CORNER, top: CORNER, scale: WORLD, boxes }, { left: CORNER, top: CORNER, scale: WORLD * 2, boxes }];
  assert.deepEqual([...boxesOn(tiles, frame)], [21, 12, 23, 14]);
});
