import type { Records } from "./frame";
import { isState } from "./moves";

export const RECORD_BYTES = 28;
/** ms. */
export const LAG_UNIT = 100;
const NOT_SAID = 65535;

/** Reads `count` records; null when one of them holds a value that cannot be. */
export function decodeRecords(view: DataView, start: number, count: number, maxSlots: number): Records | null {
  const records = createRecords(count);
  for (let i = 0, at = start; i < count; i++, at += RECORD_BYTES) {
    const slot = view.getUint32(at, true);
    const latitude = view.getInt32(at + 4, true) / 1e6;
    const longitude = view.getInt32(at + 8, true) / 1e6;
    const milliseconds = view.getUint16(at + 16, true);
    const speed = view.getUint16(at + 18, true);
    const heading = view.getUint16(at + 20, true);
    const state = view.getUint8(at + 22);
    const flags = view.getUint8(at + 23);
    if (slot >= maxSlots || Math.abs(latitude) > 90 || Math.abs(longitude) > 180 || milliseconds > 999) return null;
    if (!isState(state) || (heading > 3600 && heading !== NOT_SAID)) return null;
    records.slot[i] = slot;
    records.latitude[i] = latitude;
    records.longitude[i] = longitude;
    records.recordedAt[i] = view.getUint32(at + 12, true) * 1000 + milliseconds;
    records.speed[i] = speed === NOT_SAID ? NaN : speed / 10;
    records.heading[i] = heading === NOT_SAID ? NaN : heading / 10;
    setState(records, i, state);
    records.seenAt[i] = records.recordedAt[i]! + ((flags & 2) === 0 ? 0 : view.getUint32(at + 24, true) * LAG_UNIT);
    records.hasPosition[i] = flags & 1;
  }
  return records;
}

export function createRecords(count: number): Records {
  return {
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
    alerting: new Uint8Array(count),
    hasPosition: new Uint8Array(count),
  };
}

export function setState(records: Records, i: number, state: number): void {
  records.connection[i] = state & 7;
  records.motion[i] = (state >> 3) & 3;
  records.lastMotion[i] = (state >> 5) & 3;
  records.alerting[i] = state >> 7;
}
