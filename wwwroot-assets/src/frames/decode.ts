import type { Frame, VehicleText } from "./frame";
import { decodeMoves, decodeRestated } from "./moves";
import { RECORD_BYTES, decodeRecords } from "./records";

const HEADER_BYTES = 88;
const TALLY_AT = 56;
const CONNECTIONS = 5;
const MOTIONS = 3;
const FORMAT = 3;
const SNAPSHOT = 1;
const DELTA = 2;

/** Slots are dense, so a larger one is noise; taken at its word it would make us allocate gigabytes. */
export const MAX_SLOTS = 1 << 20;

const utf8 = new TextDecoder("utf-8", { fatal: true });
/** Shorter plain texts need no decoder, which takes longer to begin than to decode a name. Bytes. */
const SHORT = 64;

/** Reads a whole frame or nothing: null when any byte of it does not fit docs/frames.md. */
export function decodeFrame(bytes: Uint8Array): Frame | null {
  if (bytes.byteLength < HEADER_BYTES) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kind = view.getUint8(1);
  const flags = view.getUint8(2);
  const epoch = view.getUint32(4, true);
  const from = view.getFloat64(8, true);
  const to = view.getFloat64(16, true);
  const vendorTime = view.getFloat64(24, true);
  if (view.getUint8(0) !== FORMAT || epoch === 0 || !isCount(from) || !isCount(to) || !Number.isFinite(vendorTime)) return null;
  if (kind === SNAPSHOT ? from !== 0 : kind !== DELTA || (flags & 3) !== 3 || to < from) return null;

  const removedCount = view.getUint32(32, true);
  const textCount = view.getUint32(36, true);
  const recordCount = view.getUint32(40, true);
  if (HEADER_BYTES + removedCount * 4 + textCount * 16 + recordCount * RECORD_BYTES > view.byteLength) return null;

  const removed = new Uint32Array(removedCount);
  for (let i = 0; i < removedCount; i++) {
    const slot = view.getUint32(HEADER_BYTES + i * 4, true);
    if (slot >= MAX_SLOTS) return null;
    removed[i] = slot;
  }

  const texts: VehicleText[] = [];
  let at = HEADER_BYTES + removedCount * 4;
  for (let i = 0; i < textCount; i++) {
    const text = decodeText(view, bytes, at);
    if (text === null) return null;
    texts.push(text.text);
    at = text.end;
  }

  if (at + recordCount * RECORD_BYTES > view.byteLength) return null;
  const records = decodeRecords(view, at, recordCount, MAX_SLOTS);
  if (records === null) return null;
  const moves = decodeMoves(bytes, at + recordCount * RECORD_BYTES, view.getUint32(48, true), MAX_SLOTS);
  if (moves === null) return null;
  const restated = decodeRestated(bytes, moves.end, view.getUint32(52, true), MAX_SLOTS);
  // A frame ends where its last section ends: a byte more or less means that a count was wrong.
  if (restated === null || restated.end !== bytes.byteLength) return null;

  return {
    kind: kind === SNAPSHOT ? "snapshot" : "delta",
    first: (flags & 1) !== 0, last: (flags & 2) !== 0, frozen: (flags & 4) !== 0, partial: (flags & 8) !== 0,
    epoch, from, to, vendorTime, vehicles: view.getUint32(44, true), removed,
    connections: counts(view, TALLY_AT, CONNECTIONS), motions: counts(view, TALLY_AT + CONNECTIONS * 4, MOTIONS),
    texts, records, moves: moves.value, restated: restated.value,
  };
}

function decodeText(view: DataView, bytes: Uint8Array, start: number): { text: VehicleText; end: number } | null {
  if (start + 14 > view.byteLength) return null;
  const slot = view.getUint32(start, true);
  const id = view.getFloat64(start + 4, true);
  if (slot >= MAX_SLOTS || !Number.isSafeInteger(id)) return null;
  const nameEnd = start + 14 + view.getUint16(start + 12, true);
  if (nameEnd + 2 > view.byteLength) return null;
  const end = nameEnd + 2 + view.getUint16(nameEnd, true);
  if (end > view.byteLength) return null;
  try {
    const name = textOf(bytes.subarray(start + 14, nameEnd));
    const driver = textOf(bytes.subarray(nameEnd + 2, end));
    return { text: { slot, id, name, driver }, end };
  } catch {
    return null; // not UTF-8
  }
}

/** Throws when it is not UTF-8. */
function textOf(bytes: Uint8Array): string {
  let plain = 0;
  while (plain < SHORT && bytes[plain]! < 0x80) plain++;
  return plain === bytes.length ? String.fromCharCode.apply(null, bytes as unknown as number[]) : utf8.decode(bytes);
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function counts(view: DataView, start: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => view.getUint32(start + i * 4, true));
}
