import { BitReader, unfold } from "./bits";
import type { Moves, Restated } from "./frame";

const CODES = 7;
const STATE_BITS = 8;
const LEAST_BITS = CODES + 1; // that a move takes

/** The state of a move that leaves it as it is: none that there could be. */
export const UNCHANGED = 0xff;

export interface Section<T> {
  readonly value: T;
  readonly end: number;
}

/** Reads `count` moves; null when they are none. */
export function decodeMoves(bytes: Uint8Array, start: number, count: number, maxSlots: number): Section<Moves> | null {
  if (count === 0) return { value: emptyMoves, end: start };
  const codes = start + 6;
  if (count * LEAST_BITS > (bytes.length - codes - CODES) * 8) return null;
  const head = new DataView(bytes.buffer, bytes.byteOffset);
  const unit = head.getUint16(start, true);
  const soonest = head.getUint32(start + 2, true);
  const bits = new BitReader(bytes, codes + CODES);
  const columns: Float64Array[] = [];
  for (let code = 0; code < CODES; code++) {
    const column = new Float64Array(count);
    if (!bits.readColumn(bytes[codes + code]!, column)) return null;
    columns.push(column);
  }
  const [gaps, latitude, longitude, recorded, speed, heading, lag] = columns as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
  const slot = toSlots(gaps, maxSlots);
  if (slot === null) return null;
  for (const column of [latitude, longitude, speed, heading, lag]) for (let i = 0; i < count; i++) column[i] = unfold(column[i]!);
  for (let i = 0; i < count; i++) recorded[i] = unfold(soonest + recorded[i]!) * unit;
  const state = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    if (bits.read(1) === 0) {
      state[i] = UNCHANGED;
      continue;
    }
    state[i] = bits.read(STATE_BITS);
    if (!isState(state[i]!)) return null;
  }
  return bits.overrun ? null : { value: { count, slot, latitude, longitude, recorded, speed, heading, lag, state }, end: bits.end };
}

/** Reads `count` new states; null when they are none. */
export function decodeRestated(bytes: Uint8Array, start: number, count: number, maxSlots: number): Section<Restated> | null {
  if (count === 0) return { value: { slot: new Uint32Array(0), state: new Uint8Array(0) }, end: start };
  if (count * (STATE_BITS + 1) > (bytes.length - start - 1) * 8) return null;
  const bits = new BitReader(bytes, start + 1);
  const gaps = new Float64Array(count);
  if (!bits.readColumn(bytes[start]!, gaps)) return null;
  const slot = toSlots(gaps, maxSlots);
  if (slot === null) return null;
  const state = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    state[i] = bits.read(STATE_BITS);
    if (!isState(state[i]!)) return null;
  }
  return bits.overrun ? null : { value: { slot, state }, end: bits.end };
}

/** Whether the bits are a connection, a motion and a last motion; the highest may be either. */
export function isState(state: number): boolean {
  return (state & 7) <= 4 && ((state >> 3) & 3) <= 2 && ((state >> 5) & 3) <= 2;
}

const none = new Float64Array(0);
const emptyMoves: Moves = {
  count: 0, slot: new Uint32Array(0), latitude: none, longitude: none, recorded: none, speed: none, heading: none, lag: none, state: new Uint8Array(0),
};

/** Slots ascend: each is told as the number of those left out before it. */
function toSlots(gaps: Float64Array, maxSlots: number): Uint32Array | null {
  const slots = new Uint32Array(gaps.length);
  let slot = -1;
  for (let i = 0; i < gaps.length; i++) {
    slot += gaps[i]! + 1;
    if (slot >= maxSlots) return null;
    slots[i] = slot;
  }
  return slots;
}
