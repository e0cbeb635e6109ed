/** Writes frames the way docs/frames.md says, for tests that need odd ones. */
export interface TestRecord {
  slot: number;
  latitude?: number;
  longitude?: number;
  /** ms since 1970. */
  recorded?: number;
  speed?: number | null;
  heading?: number | null;
  connection?: number;
  motion?: number;
  lastMotion?: number;
  alerting?: boolean;
  hasPosition?: boolean;
}

/** Differences in the units of docs/frames.md. */
export interface TestMove {
  slot: number;
  latitude?: number;
  longitude?: number;
  recorded?: number;
  speed?: number;
  heading?: number;
  lag?: number;
  state?: number;
}

export interface TestFrame {
  kind?: "snapshot" | "delta";
  first?: boolean;
  last?: boolean;
  frozen?: boolean;
  epoch?: number;
  from?: number;
  to?: number;
  vendorTime?: number;
  removed?: number[];
  texts?: { slot: number; id: number; name?: string; driver?: string }[];
  records?: TestRecord[];
  moves?: TestMove[];
  restated?: { slot: number; state: number }[];
  partial?: boolean;
  vehicles?: number;
}

const utf8 = new TextEncoder();

export function frameBytes(frame: TestFrame): Uint8Array {
  const { kind = "delta", first = true, last = true, frozen = false, epoch = 7, from = 0, to = 1, vendorTime = 1_780_315_200_000 } = frame;
  const { removed = [], texts = [], records = [], moves = [], restated = [], partial = false, vehicles = 0 } = frame;
  const encoded = texts.map((text) => ({ ...text, name: utf8.encode(text.name ?? "Van"), driver: utf8.encode(text.driver ?? "") }));
  const size = 88 + removed.length * 4 + encoded.reduce((sum, { name, driver }) => sum + 16 + name.length + driver.length, 0) + records.length * 28;
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  bytes[0] = 3;
  bytes[1] = kind === "snapshot" ? 1 : 2;
  bytes[2] = (first ? 1 : 0) | (last ? 2 : 0) | (frozen ? 4 : 0) | (partial ? 8 : 0);
  view.setUint32(4, epoch, true);
  view.setFloat64(8, from, true);
  view.setFloat64(16, to, true);
  view.setFloat64(24, vendorTime, true);
  view.setUint32(32, removed.length, true);
  view.setUint32(36, texts.length, true);
  view.setUint32(40, records.length, true);
  view.setUint32(44, vehicles, true);
  view.setUint32(48, moves.length, true);
  view.setUint32(52, restated.length, true);
  let at = 88;
  for (const slot of removed) {
    view.setUint32(at, slot, true);
    at += 4;
  }
  for (const { slot, id, name, driver } of encoded) {
    view.setUint32(at, slot, true);
    view.setFloat64(at + 4, id, true);
    view.setUint16(at + 12, name.length, true);
    bytes.set(name, at + 14);
    at += 14 + name.length;
    view.setUint16(at, driver.length, true);
    bytes.set(driver, at + 2);
    at += 2 + driver.length;
  }
  for (const record of records) {
    writeRecord(view, at, record);
    at += 28;
  }
  return join(bytes, moves.length > 0 ? moveBytes(moves) : [], restated.length > 0 ? restatedBytes(restated) : []);
}

function join(...parts: (Uint8Array | number[])[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** All with parameter 0, so that each number but the smallest is told in full. */
function moveBytes(moves: TestMove[]): number[] {
  const fold = (value = 0): number => (value < 0 ? -2 * value - 1 : 2 * value);
  const columns = [
    gaps(moves), moves.map((m) => fold(m.latitude)), moves.map((m) => fold(m.longitude)), moves.map((m) => fold(m.recorded)),
    moves.map((m) => fold(m.speed)), moves.map((m) => fold(m.heading)), moves.map((m) => fold(m.lag)),
  ];
  const states = moves.map(({ state }) => (state === undefined ? "0" : "1" + low(state, 8)));
  return [1, 0, 0, 0, 0, 0, ...columns.map(() => 0), ...packed(columns.flat().map(rice).join("") + states.join(""))];
}

function restatedBytes(restated: { slot: number; state: number }[]): number[] {
  return [0, ...packed(gaps(restated).map(rice).join("") + restated.map(({ state }) => low(state, 8)).join(""))];
}

function gaps(rows: { slot: number }[]): number[] {
  return rows.map(({ slot }, i) => slot - (rows[i - 1]?.slot ?? -1) - 1);
}

function rice(value: number): string {
  return value < 15 ? "1".repeat(value) + "0" : "1".repeat(15) + low(value, 32);
}

/** The bits of a number, the lowest first. */
function low(value: number, width: number): string {
  return [...value.toString(2).padStart(width, "0")].reverse().join("");
}

function packed(bits: string): number[] {
  return Array.from({ length: Math.ceil(bits.length / 8) }, (_, i) => parseInt([...bits.slice(i * 8, i * 8 + 8).padEnd(8, "0")].reverse().join(""), 2));
}

function writeRecord(view: DataView, at: number, record: TestRecord): void {
  const recorded = record.recorded ?? 1_780_315_199_500;
  view.setUint32(at, record.slot, true);
  view.setInt32(at + 4, Math.round((record.latitude ?? 48) * 1e6), true);
  view.setInt32(at + 8, Math.round((record.longitude ?? 17) * 1e6), true);
  view.setUint32(at + 12, Math.floor(recorded / 1000), true);
  view.setUint16(at + 16, recorded % 1000, true);
  view.setUint16(at + 18, record.speed == null ? 65535 : record.speed * 10, true);
  view.setUint16(at + 20, record.heading == null ? 65535 : record.heading * 10, true);
  view.setUint8(at + 22, (record.connection ?? 0) | ((record.motion ?? 1) << 3) | ((record.lastMotion ?? 1) << 5) | (record.alerting === true ? 0x80 : 0));
  view.setUint8(at + 23, record.hasPosition === false ? 0 : 1);
}
