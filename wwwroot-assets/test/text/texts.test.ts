import assert from "node:assert/strict";
import { test } from "node:test";
import { formatAge } from "../../src/text/age";
import { formatDistance } from "../../src/text/distance";
import { describeAge, describeSpeed } from "../../src/text/facts";

const [s, m, h, d] = [1000, 60_000, 3_600_000, 86_400_000];

for (const [age, text] of [
  [-5 * s, "0 s"], [NaN, "0 s"], [999, "0 s"], [8 * s, "8 s"], [59_999, "59 s"], [m, "1 m 00"], [2 * m + 41 * s, "2 m 41"], [9 * m + 59 * s, "9 m 59"],
  [10 * m, "10 m"], [25 * m + 59 * s, "25 m"], [h, "1 h 00"], [16 * h + 12 * m, "16 h 12"], [47 * h + 59 * m, "47 h 59"], [2 * d, "2 d"],
  [3 * d + 4 * h + 59 * m, "3 d"], [400 * d, "400 d"],
] as const) {
  test(`formatAge_${age}_is_${text}`, () => assert.equal(formatAge(age), text));
}

for (const [metres, text] of [[0, "0 m"], [846, "850 m"], [994, "990 m"], [996, "1.0 km"], [3449, "3.4 km"], [9949, "9.9 km"], [9951, "10 km"], [28_900, "29 km"]] as const) {
  test(`formatDistance_${metres}_is_${text}`, () => assert.equal(formatDistance(metres), text));
}

const position = { connection: 0, motion: 1, speed: 62.6, recordedAt: 1_780_315_200_000, seenAt: 1_780_315_203_000 };

test("describeSpeed_liveAndMoving_isTheSpeedNow", () => {
  assert.equal(describeSpeed(position, false), "63 km/h");
});

test("describeSpeed_pastOrFrozen_saysWhen", () => {
  assert.match(describeSpeed({ ...position, connection: 1, motion: 0 }, false), /^63 km\/h at \d\d:\d\d:\d\d$/);
  assert.match(describeSpeed(position, true), /^63 km\/h at \d\d:\d\d:\d\d$/);
});

test("describeSpeed_notSaid_isNothing", () => {
  assert.equal(describeSpeed({ ...position, speed: NaN }, false), "");
});

test("describeAge_delayed_saysSo", () => {
  assert.equal(describeAge({ ...position, connection: 1 }, false, position.seenAt + 161_000), "Delayed · 2 m 41 old");
});

test("describeAge_frozen_saysAsOf", () => {
  assert.match(describeAge(position, true, position.seenAt + 8000), /^8 s old · as of \d\d:\d\d:\d\d$/);
});
