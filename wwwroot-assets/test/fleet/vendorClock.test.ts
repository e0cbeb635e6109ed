import assert from "node:assert/strict";
import { test } from "node:test";
import { VendorClock } from "../../src/fleet/vendorClock";

test("at_afterAFrame_runsOnWithTheLocalClock", () => {
  const clock = new VendorClock();
  clock.set(1_000_000, false, 50);
  assert.equal(clock.at(1050), 1_001_000);
});

test("at_frozen_standsStillUntilThawed", () => {
  const clock = new VendorClock();
  clock.set(1_000_000, false, 0);
  clock.set(1_000_500, true, 4000);
  assert.equal(clock.at(90_000), 1_000_500);
  clock.set(1_100_000, false, 100_000);
  assert.equal(clock.at(100_000), 1_100_000);
});

test("at_frameThatTookLonger_doesNotSetTheClockBack", () => {
  const clock = new VendorClock();
  clock.set(1_000_000, false, 0);
  clock.set(1_005_000, false, 5800);
  assert.equal(clock.at(5800), 1_005_800);
});

test("at_clockCorrected_isFollowed", () => {
  const clock = new VendorClock();
  clock.set(1_000_000, false, 0);
  clock.set(940_000, false, 1000);
  assert.equal(clock.at(1000), 940_000);
});
