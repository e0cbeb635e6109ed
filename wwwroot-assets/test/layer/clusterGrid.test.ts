import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { type ClusterCell, ClusterGrid } from "../../src/layer/clusterGrid";

const ZOOM = 8;
const CELL = 64 / (256 * 2 ** ZOOM); // world widths
let grid: ClusterGrid;

const at = (cell: number, share = 0.5): number => (cell + share) * CELL;
const gathered = (): ClusterCell[] => [...grid.cells].filter((cell) => cell.gathered);

function fill(first: number, count: number, column: number, state = 0): void {
  for (let slot = first; slot < first + count; slot++) grid.put(slot, at(column), at(10), state);
}

beforeEach(() => {
  grid = new ClusterGrid();
  grid.reserve(1000);
  grid.reset(ZOOM);
});

test("put_fewInACell_staysVehicles", () => {
  fill(0, 11, 5);
  assert.deepEqual([gathered().length, grid.hides(0)], [0, false]);
});

test("put_manyInACell_gathersAllOfThem", () => {
  fill(0, 11, 5);
  fill(11, 1, 5, 3);
  assert.ok(grid.hides(0) && grid.hides(11));
  assert.deepEqual([...gathered()[0]!.counts], [11, 0, 0, 1]);
});

test("remove_justBelowTheThreshold_doesNotFlicker", () => {
  fill(0, 12, 5);
  for (let slot = 0; slot < 3; slot++) grid.remove(slot);
  assert.ok(grid.hides(5));
  grid.remove(3);
  assert.ok(!grid.hides(5));
});

test("put_movedWithinItsCell_changesTheMiddleAndTheStateOnly", () => {
  fill(0, 12, 5);
  const [cell] = gathered();
  grid.put(0, at(5, 0.9), at(10), 2);
  assert.equal(gathered()[0], cell);
  assert.deepEqual([[...cell!.counts], cell!.total], [[11, 0, 1, 0], 12]);
  assert.ok(grid.centreOf(cell!).x > at(5));
});

test("put_movedToAnotherCell_touchesThoseTwoOnly", () => {
  for (let column = 0; column < 20; column++) fill(column * 12, 12, column);
  const before = new Map([...grid.cells].map((cell) => [cell, JSON.stringify([...cell.counts, cell.total, cell.sumX, cell.sumY])]));
  grid.put(0, at(7), at(10), 0);
  const changed = [...grid.cells].filter((cell) => before.get(cell) !== JSON.stringify([...cell.counts, cell.total, cell.sumX, cell.sumY]));
  assert.equal(changed.length, 2);
  assert.deepEqual(changed.map(({ total }) => total), [11, 13]);
});

test("remove_everyone_leavesNoCellBehind", () => {
  fill(0, 12, 5);
  for (let slot = 0; slot < 12; slot++) grid.remove(slot);
  assert.equal([...grid.cells].length, 0);
});

test("centreOf_neighboursWithTheirVehiclesAtTheCommonBorder_keepRoomForTwoRings", () => {
  for (let slot = 0; slot < 12; slot++) grid.put(slot, at(5, 0.99), at(10), 0);
  for (let slot = 12; slot < 24; slot++) grid.put(slot, at(6, 0.01), at(10), 0);
  const [a, b] = gathered().map((cell) => grid.centreOf(cell).x / CELL * 64);
  assert.ok(Math.abs(a! - b!) >= 43, `${a} and ${b}`);
});

test("reset_streetLevel_gathersNothing", () => {
  grid.reset(14);
  assert.equal(grid.active, false);
});
