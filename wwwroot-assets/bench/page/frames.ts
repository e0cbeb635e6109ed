import type { Batch, Vehicle } from "./fleet";

const RECORD = 28;
const HEADER = 88;
const CHUNK = 4000;
const utf8 = new TextEncoder();

/** Writes frames as docs/frames.md says, the way the server does: snapshots in chunks. */
export function snapshotFrames(fleet: readonly Vehicle[]): Uint8Array[] {
  const frames: Uint8Array[] = [];
  for (let from = 0; from < fleet.length; from += CHUNK) {
    const part = fleet.slice(from, from + CHUNK);
    const flags = (from === 0 ? 1 : 0) | (from + CHUNK >= fleet.length ? 2 : 0);
    frames.push(frame({ kind: 1, flags, from: 0, to: 1, total: fleet.length, now: Date.now() }, part, part));
  }
  return frames;
}

export function deltaFrame(batch: Batch, total: number, now: number): Uint8Array {
  return frame({ kind: 2, flags: 3, from: batch.number, to: batch.number + 1, total, now }, [], batch.moved);
}

interface Head { readonly kind: number; readonly flags: number; readonly from: number; readonly to: number; readonly total: number; readonly now: number }

function frame(head: Head, texts: readonly Vehicle[], records: readonly Vehicle[]): Uint8Array {
  const names = texts.map(({ id }) => utf8.encode(`Van ${id}`));
  const bytes = new Uint8Array(HEADER + names.reduce((sum, name) => sum + 16 + name.length, 0) + records.length * RECORD);
  const view = new DataView(bytes.buffer);
  bytes.set([3, head.kind, head.flags]);
  view.setUint32(4, 7, true);
  view.setFloat64(8, head.from, true);
  view.setFloat64(16, head.to, true);
  view.setFloat64(24, head.now, true);
  view.setUint32(36, texts.length, true);
  view.setUint32(40, records.length, true);
  view.setUint32(44, head.total, true);
  let at = HEADER;
  texts.forEach(({ id }, i) => {
    view.setUint32(at, id - 1, true);
    view.setFloat64(at + 4, id, true);
    view.setUint16(at + 12, names[i]!.length, true);
    bytes.set(names[i]!, at + 14);
    at += 16 + names[i]!.length;
  });
  for (const vehicle of records) {
    writeRecord(view, at, vehicle, head.now, head.to);
    at += RECORD;
  }
  return bytes;
}

/** Of those that stand, some are stopped, some delayed, stale and offline. Now and then one that moves stops: that must be drawn at once. */
function writeRecord(view: DataView, at: number, { id, latitude, longitude, heading, moves }: Vehicle, now: number, version: number): void {
  const connection = moves || id % 4 !== 0 ? 0 : 1 + (id % 3);
  const motion = moves && (id + version) % 50 !== 0 ? 1 : 2;
  view.setUint32(at, id - 1, true);
  view.setInt32(at + 4, Math.round(latitude * 1e6), true);
  view.setInt32(at + 8, Math.round(longitude * 1e6), true);
  view.setUint32(at + 12, Math.floor(now / 1000), true);
  view.setUint16(at + 16, now % 1000, true);
  view.setUint16(at + 18, moves ? 600 : 0, true);
  view.setUint16(at + 20, Math.round(heading * 10) % 3600, true);
  view.setUint8(at + 22, connection | (motion << 3) | (motion << 5));
  view.setUint8(at + 23, 1);
}
