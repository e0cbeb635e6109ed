import assert from "node:assert/strict";
import { test } from "node:test";
import type { VehicleFacts } from "../../src/contract";
import { faceOf } from "../../src/desk/liveRows";

function facts(change: Partial<VehicleFacts>): VehicleFacts {
  return {
    latitude: 48, longitude: 17, connection: "live", motion: "moving", lastMotion: "moving", alerting: false, recordedAt: "2026-06-01T12:00:00.000Z", seenAt: 0, speed: 63.4, heading: 131.2,
    name: "Van 1", ...change,
  };
}

test("faceOf_liveAndMoving_saysTheSpeedOfNowAndWhereItGoes", () => {
  assert.deepEqual(faceOf(facts({})), {
    connection: "live", label: "Live", glyph: "g s-live", shape: "#g-moving", turn: "rotate(131)", speed: "63", speedClass: "num sp", then: "", ageClass: "num ag sec",
  });
});

test("faceOf_everyStepFromLiveOn_claimsLess", () => {
  const steps = ["live", "delayed", "stale", "offline", "neverseen"].map((connection) => faceOf(facts({ connection, motion: connection === "live" ? "moving" : "unknown" })));
  assert.deepEqual(steps.map((face) => face.shape), ["#g-moving", "#g-was-moving", "#g-stale", "#g-offline", "#g-never"]);
  assert.deepEqual(steps.map((face) => face.turn), ["rotate(131)", "rotate(131)", null, null, null]);
  assert.deepEqual(steps.map((face) => face.speed), ["63", "–", "–", "–", "–"]);
  assert.deepEqual(steps.map((face) => face.then), ["", "63 km/h then", "63 km/h then", "63 km/h then", ""]);
  assert.deepEqual(steps.map((face) => face.ageClass), ["num ag sec", "num ag c-delayed", "num ag c-stale", "num ag c-offline", "num ag c-never"]);
  assert.deepEqual(steps.map((face) => face.glyph), ["g s-live", "g s-delayed", "g s-stale", "g s-offline", "g s-never"]);
});

test("faceOf_noHeading_isNoArrow", () => {
  assert.deepEqual([faceOf(facts({ heading: null })).shape, faceOf(facts({ heading: null, connection: "delayed" })).shape], ["#g-unknown", "#g-was-unknown"]);
});

test("faceOf_stopped_isADot", () => {
  assert.deepEqual([faceOf(facts({ motion: "stopped", lastMotion: "stopped", speed: 0 })).shape, faceOf(facts({ motion: "stopped", speed: 0 })).speed], ["#g-stopped", "0"]);
  const delayed = faceOf(facts({ connection: "delayed", motion: "unknown", lastMotion: "stopped", speed: 0 }));
  assert.deepEqual([delayed.shape, delayed.then], ["#g-was-stopped", "was stopped"]);
});

test("faceOf_noSpeed_saysNone", () => {
  assert.deepEqual([faceOf(facts({ speed: null })).speed, faceOf(facts({ speed: null, connection: "stale" })).then], ["–", ""]);
});
