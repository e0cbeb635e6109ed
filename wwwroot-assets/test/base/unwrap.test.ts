import assert from "node:assert/strict";
import { test } from "node:test";
import { unwrapRing } from "../../src/base/unwrap";

test("unwrapRing_ringOverTheAntimeridian_continuesBeyond180", () => {
  const ring = unwrapRing([[170, 60], [-170, 60], [-170, 70], [170, 70], [170, 60]]);
  assert.deepEqual(ring, [[170, 60], [190, 60], [190, 70], [170, 70], [170, 60]]);
});

test("unwrapRing_ringRoundThePole_isClosedAlongThePole", () => {
  const ring = unwrapRing([[-180, -70], [-60, -75], [60, -72], [179, -70], [-180, -70]]);
  assert.deepEqual(ring.slice(-3), [[180, -90], [-180, -90], [-180, -70]]);
});

test("unwrapRing_ordinaryRing_isLeftAsItIs", () => {
  const ring = [[17, 48], [18, 48], [18, 49], [17, 48]];
  assert.deepEqual(unwrapRing(ring), ring);
});
