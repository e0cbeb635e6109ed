import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { decodeFrame } from "../../src/frames/decode";

declare const TEST_ROOT: string;
const folder = join(TEST_ROOT, "../DispatchMap.Tests/Frames/golden");
const names = readdirSync(folder).filter((name) => name.endsWith(".bin"));

interface Golden {
  header: { kind: string; firstChunk: boolean; lastChunk: boolean; frozen: boolean; epoch: number; fromVersion: number; toVersion: number; vendorTime: number };
  removed: number[];
  texts: { slot: number; vehicleId: number; name: string; driver: string }[];
  records: GoldenRecord[];
}

interface GoldenRecord {
  slot: number; latitude: number; longitude: number; recorded: number; lag: number | null; speed: number | null; heading: number | null;
  connection: string; motion: string; lastMotion: string; hasPosition: boolean;
}

const connections = ["Live", "Delayed", "Stale", "Offline", "NeverSeen"];
const motions = ["Unknown", "Moving", "Stopped"];

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
      speed: said(records.speed[i]!), heading: said(records.heading[i]!), connection: connections[records.connection[i]!],
      motion: motions[records.motion[i]!], lastMotion: motions[records.lastMotion[i]!], hasPosition: records.hasPosition[i] === 1,
    }));
    assert.deepEqual(decoded, golden.records.map((record) => {
      const { slot, latitude, longitude, recorded, lag, speed, heading, connection, motion, lastMotion, hasPosition } = record;
      return { slot, latitude, longitude, recorded, seen: recorded + (lag ?? 0), speed, heading, connection, motion, lastMotion, hasPosition };
    }));
  });
}
