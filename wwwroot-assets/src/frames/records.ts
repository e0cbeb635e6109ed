import type { Records } from "./frame";

export const RECORD_BYTES = 28;
const NOT_SAID = 65535;

/** Reads `count` records; null when one of them holds a value that cannot be. */
export function decodeRecords(view: DataView, start: number, count: number, maxSlots: number): Records | null {
  const records: Records = {
    count,
    slot: new Uint32Array(count),
    latitude: new Float64Array(count),
    longitude: new Float64Array(count),
    recordedAt: new Float64Array(count),
    seenAt: new Float64Array(count),
    speed: new Float32Array(count),
    heading: new Float32Array(count),
    connection: new Uint8Array(count),
    motion: new Uint8Array(count),
    lastMotion: new Uint8Array(count),
    hasPosition: new Uint8Array(count),
  };
  for (let i = 0, at = start; i < count; i++, at += RECORD_BYTES) {
    const slot = view.getUint32(at, true);
    const latitude = view.getInt32(at + 4, true) / 1e6;
    const longitude = view.getInt32(at + 8, true) / 1e6;
    const milliseconds = view.getUint16(at + 16, true);
    const speed = view.getUint16(at + 18, true);
    const heading = view.getUint16(at + 20, true);
    const state = view.getUint8(at + 22);
    const flags = view.getUint8(at + 23);
    const connection = state & 7;
    const motion = (state >> 3) & 3;
    const lastMotion = (state >> 5) & 3;
    if (slot >= maxSlots || Math.abs(latitude) > 90 || Math.abs(longitude) > 180 || milliseconds > 999) return null;
    if (connection > 4 || motion > 2 || lastMotion > 2 || (heading > 3600 && heading !== NOT_SAID)) return null;
    records.slot[i] = slot;
    records.latitude[i] = latitude;
    records.longitude[i] = longitude;
    records.recordedAt[i] = view.getUint32(at + 12, true) * 1000 + milliseconds;
    records.speed[i] = speed === NOT_SAID ? NaN : speed / 10;
    records.heading[i] = heading === NOT_SAID ? NaN : heading / 10;
    records.connection[i] = connection;
    records.motion[i] = motion;
    records.lastMotion[i] = lastMotion;
    records.seenAt[i] = records.recordedAt[i]! + ((flags & 2) === 0 ? 0 : view.getUint32(at + 24, true));
    records.hasPosition[i] = flags & 1;
  }
  return records;
}
