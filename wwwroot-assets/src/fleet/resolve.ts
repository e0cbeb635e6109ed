import type { Moves, Records, Restated } from "../frames/frame";
import { UNCHANGED } from "../frames/moves";
import { LAG_UNIT, createRecords, setState } from "../frames/records";
import type { Columns } from "./columns";

/** The records that moves lead to from what is held; null when there can be none. */
export function resolveMoves(moves: Moves, columns: Columns): Records | null {
  const records = createRecords(moves.count);
  for (let i = 0; i < moves.count; i++) {
    const slot = moves.slot[i]!;
    if (columns.hasPosition[slot] !== 1) return null;
    copy(columns, slot, records, i);
    const latitude = Math.round(columns.latitude[slot]! * 1e6) + moves.latitude[i]!;
    const longitude = Math.round(columns.longitude[slot]! * 1e6) + moves.longitude[i]!;
    if (Math.abs(latitude) > 90e6 || Math.abs(longitude) > 180e6) return null;
    const lag = columns.seenAt[slot]! - columns.recordedAt[slot]! + moves.lag[i]! * LAG_UNIT;
    records.latitude[i] = latitude / 1e6;
    records.longitude[i] = longitude / 1e6;
    records.recordedAt[i] = columns.recordedAt[slot]! + moves.recorded[i]!;
    records.seenAt[i] = records.recordedAt[i]! + lag;
    // What was not said stays so: a sum with NaN is NaN.
    records.speed[i] = (Math.round(columns.speed[slot]! * 10) + moves.speed[i]!) / 10;
    records.heading[i] = ((Math.round(columns.heading[slot]! * 10) + moves.heading[i]! + 3600) % 3600) / 10;
    if (moves.state[i] !== UNCHANGED) setState(records, i, moves.state[i]!);
    if (records.speed[i]! < 0 || lag < 0) return null;
  }
  return records;
}

/** The records that new states lead to. */
export function resolveRestated({ slot, state }: Restated, columns: Columns): Records {
  const records = createRecords(slot.length);
  for (let i = 0; i < slot.length; i++) {
    copy(columns, slot[i]!, records, i);
    setState(records, i, state[i]!);
  }
  return records;
}

function copy(columns: Columns, slot: number, records: Records, i: number): void {
  records.slot[i] = slot;
  records.latitude[i] = columns.latitude[slot]!;
  records.longitude[i] = columns.longitude[slot]!;
  records.recordedAt[i] = columns.recordedAt[slot]!;
  records.seenAt[i] = columns.seenAt[slot]!;
  records.speed[i] = columns.speed[slot]!;
  records.heading[i] = columns.heading[slot]!;
  records.connection[i] = columns.connection[slot]!;
  records.motion[i] = columns.motion[slot]!;
  records.lastMotion[i] = columns.lastMotion[slot]!;
  records.alerting[i] = columns.alerting[slot]!;
  records.hasPosition[i] = columns.hasPosition[slot]!;
}
