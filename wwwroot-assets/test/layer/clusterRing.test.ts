import assert from "node:assert/strict";
import { test } from "node:test";
import { arcsOf, formatCount } from "../../src/layer/clusterRing";

test("arcsOf_oneState_isAWholeCircle", () => {
  assert.deepEqual(arcsOf([0, 0, 0, 5]), [{ state: 3, from: 0, to: 2 * Math.PI }]);
});

test("arcsOf_mix_goesClockwiseFromTwelveInTheOrderOfStates", () => {
  const arcs = arcsOf([6, 3, 0, 3]);
  assert.deepEqual(arcs.map(({ state }) => state), [0, 1, 3]);
  assert.ok(arcs[0]!.from > 0 && arcs[0]!.to < arcs[1]!.from && arcs[1]!.to < arcs[2]!.from && arcs[2]!.to < 2 * Math.PI);
  assert.ok(arcs[0]!.to - arcs[0]!.from > 1.5 * (arcs[1]!.to - arcs[1]!.from));
});

test("arcsOf_oneOfThousands_canBeSeen", () => {
  const [, lost] = arcsOf([9999, 0, 0, 1]);
  assert.ok(lost!.to - lost!.from > 0.25);
});

for (const [count, text] of [[9, "9"], [999, "999"], [1000, "1k"], [1249, "1.2k"], [9949, "9.9k"], [9950, "10k"], [100_000, "100k"]] as const) {
  test(`formatCount_${count}_is${text}`, () => assert.equal(formatCount(count), text));
}
