import assert from "node:assert/strict";
import { test } from "node:test";
import { noFilter, passes } from "../../src/fleet/filter";
import { fold } from "../../src/fleet/fold";
import { Connection, Motion } from "../../src/fleet/states";

for (const [text, folded] of [
  ["Ľuboš ŽIŽKA", "lubos zizka"], ["Škoda", "skoda"], ["İzmir", "izmir"], ["ΟΔΟΣ", "οδοσ"], ["Straße", "straße"], ["Ångström", "angstrom"], ["대한", "대한"],
] as const) {
  test(`fold_${text}_is_${folded}`, () => assert.equal(fold(text), folded));
}

test("passes_noFilter_everythingPasses", () => {
  assert.ok(passes(noFilter, Connection.Offline, Motion.Unknown, ""));
});

test("passes_connectionMask_onlyThoseConnections", () => {
  const filter = { ...noFilter, connections: (1 << Connection.Delayed) | (1 << Connection.Stale) };
  const passing = Object.values(Connection).filter((connection) => passes(filter, connection, Motion.Unknown, ""));
  assert.deepEqual(passing, [Connection.Delayed, Connection.Stale]);
});

test("passes_bothMasks_bothMustHold", () => {
  const filter = { ...noFilter, connections: 1 << Connection.Live, motions: 1 << Motion.Stopped };
  assert.ok(passes(filter, Connection.Live, Motion.Stopped, ""));
  assert.ok(!passes(filter, Connection.Live, Motion.Moving, ""));
  assert.ok(!passes(filter, Connection.Delayed, Motion.Stopped, ""));
});

test("passes_text_isFoundInNameDriverOrId", () => {
  const haystack = `${fold("Škoda 7")}\n${fold("Jana Šťastná")}\n418480`;
  for (const text of ["skoda", "stastna", "8480", ""]) assert.ok(passes({ ...noFilter, text }, 0, 0, haystack), text);
  for (const text of ["škoda", "7 jana", "x"]) assert.ok(!passes({ ...noFilter, text }, 0, 0, haystack), text);
});
