import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { decodeFrame } from "../../src/frames/decode";
import { UNCHANGED } from "../../src/frames/moves";

declare const TEST_ROOT: string;
const folder = join(TEST_ROOT, "../DispatchMap.Tests/Frames/golden");
const names = readdirSync(folder).filter((name) => name.endsWith(".bin"));

interface Golden {
  header: { partial: boolean; tally: number[]; vehicles: number; kind: string; firstChunk: boolean; lastChunk: boolean; frozen: boolean; epoch: number; fromVersion: number; toVersion: number; vendorTime: number };
  removed: number[];
  texts: { slot: number; vehicleId: number; name: string; driver: string }[];
  records: GoldenRecord[];
  moves: { slot: number; latitude: number; longitude: number; recorded: number; speed: number; heading: number; lag: number; state: State | null }[];
  restated: { slot: number; state: State }[];
}

interface State { connection: string; motion: string; lastMotion: string; alerting: boolean }

interface GoldenRecord {
  slot: number; latitude: number; longitude: number; recorded: number; lag: number | null; speed: number | null; heading: number | null;
  state: State; hasPosition: boolean;
}

const connections = ["Live", "Delayed", "Stale", "Offline", "NeverSeen"];
const motions = ["Unknown", "Moving", "Stopped"];
const stateOf = (bits: number): State => ({ connection: connections[bits & 7]!, motion: motions[(bits >> 3) & 3]!, lastMotion: motions[(bits >> 5) & 3]!, alerting: bits >> 7 === 1 });

test("golden files are there", () => assert.ok(names.length > 10));

for (const name of names) {
  test(`decodeFrame_${name}_saysWhatTheServerWrote`, () => {
    const golden = JSON.parse(readFileSync(join(folder, name.replace(".bin", ".json")), "utf8")) as Golden;
    const frame = decodeFrame(readFileSync(join(folder, name)));
    assert.ok(frame !== null);
    const { kind, firstChunk, lastChunk, frozen, epoch, fromVersion, toVersion, vendorTime } = golden.header;
    assert.deepEqual(
      [frame.kind, frame.first, frame.last, frame.frozen, frame.epoch, frame.from, frame.to, frame.vendorTime],
      [kind.toLowerCase(), firstChunk, lastChunk, frozen, epoch, fromVersion, toVersion, vendorTime],
    );
    assert.deepEqual([...frame.removed], golden.removed);
    assert.deepEqual(frame.texts, golden.texts.map(({ slot, vehicleId, name: text, driver }) => ({ slot, id: vehicleId, name: text, driver })));
    const { records } = frame;
    const said = (value: number): number | null => (Number.isNaN(value) ? null : Math.round(value * 10) / 10);
    const decoded = Array.from({ length: records.count }, (_, i) => ({
      slot: records.slot[i], latitude: records.latitude[i], longitude: records.longitude[i], recorded: records.recordedAt[i], seen: records.seenAt[i],
      speed: said(records.speed[i]!), heading: said(records.heading[i]!), hasPosition: records.hasPosition[i] === 1,
      state: { connection: connections[records.connection[i]!], motion: motions[records.motion[i]!], lastMotion: motions[records.lastMotion[i]!], alerting: records.alerting[i] === 1 },
    }));
    assert.deepEqual(decoded, golden.records.map((record) => {
      const { lag, recorded, ...same } = record;
      return { ...same, recorded, seen: recorded + (lag ?? 0) };
    }));
    const { moves } = frame;
    const moved = Array.from({ length: moves.count }, (_, i) => ({
      slot: moves.slot[i], latitude: moves.latitude[i], longitude: moves.longitude[i], recorded: moves.recorded[i],
      speed: moves.speed[i], heading: moves.heading[i], lag: moves.lag[i], state: moves.state[i] === UNCHANGED ? null : stateOf(moves.state[i]!),
    }));
    assert.deepEqual(moved, golden.moves);
    assert.deepEqual([...frame.restated.slot].map((slot, i) => ({ slot, state: stateOf(frame.restated.state[i]!) })), golden.restated);
    assert.deepEqual([frame.partial, frame.vehicles, ...frame.connections, ...frame.motions], [golden.header.partial, golden.header.vehicles, ...golden.header.tally]);
  });
}
