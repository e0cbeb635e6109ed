import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeFrame } from "../../src/frames/decode";
import { type TestFrame, frameBytes } from "./frameBytes";

const whole = frameBytes({
  kind: "snapshot", removed: [3], texts: [{ slot: 0, id: 1, name: "Dodávka", driver: "Jana" }], records: [{ slot: 0, speed: 50, heading: 90 }],
  moves: [{ slot: 1, latitude: 700, longitude: -3, state: 9 }, { slot: 4, recorded: 5001 }], restated: [{ slot: 2, state: 1 }],
});

function broken(change: (view: DataView) => void): Uint8Array {
  const bytes = whole.slice();
  change(new DataView(bytes.buffer));
  return bytes;
}

const textAt = 88 + 4;
const recordAt = textAt + 16 + "Dodávka".length + 1 + "Jana".length;
const movesAt = recordAt + 28;

test("decodeFrame_everyTruncation_isRefused", () => {
  for (let length = 0; length < whole.length; length++) assert.equal(decodeFrame(whole.subarray(0, length)), null, `${length} bytes`);
});

test("decodeFrame_bytesAfterTheLastRecord_areRefused", () => {
  const longer = new Uint8Array(whole.length + 1);
  longer.set(whole);
  assert.equal(decodeFrame(longer), null);
});

const hostile: Record<string, (view: DataView) => void> = {
  otherFormat: (v) => v.setUint8(0, 1),
  unknownKind: (v) => v.setUint8(1, 3),
  deltaWithOneChunkBit: (v) => { v.setUint8(1, 2); v.setUint8(2, 1); },
  noEpoch: (v) => v.setUint32(4, 0, true),
  snapshotFromAVersion: (v) => v.setFloat64(8, 5, true),
  fractionOfAVersion: (v) => v.setFloat64(16, 1.5, true),
  notANumberAsVersion: (v) => v.setFloat64(16, NaN, true),
  endlessVendorTime: (v) => v.setFloat64(24, Infinity, true),
  fourBillionRemoved: (v) => v.setUint32(32, 0xffffffff, true),
  fourBillionTexts: (v) => v.setUint32(36, 0xffffffff, true),
  fourBillionRecords: (v) => v.setUint32(40, 0xffffffff, true),
  hugeSlotRemoved: (v) => v.setUint32(88, 0x40000000, true),
  hugeSlotNamed: (v) => v.setUint32(textAt, 0x40000000, true),
  fractionAsId: (v) => v.setFloat64(textAt + 4, 1.5, true),
  nameBeyondTheFrame: (v) => v.setUint16(textAt + 12, 60000, true),
  nameNotUtf8: (v) => v.setUint8(textAt + 14, 0xff),
  hugeSlotInRecord: (v) => v.setUint32(recordAt, 0x40000000, true),
  latitudeBeyondThePole: (v) => v.setInt32(recordAt + 4, 90_000_001, true),
  longitudeBeyondTheDateLine: (v) => v.setInt32(recordAt + 8, -180_000_001, true),
  thousandMilliseconds: (v) => v.setUint16(recordAt + 16, 1000, true),
  headingBeyondTheCircle: (v) => v.setUint16(recordAt + 20, 3601, true),
  unknownConnection: (v) => v.setUint8(recordAt + 22, 5),
  fourBillionMoves: (v) => v.setUint32(48, 0xffffffff, true),
  oneMoveLess: (v) => v.setUint32(48, 1, true),
  fourBillionRestated: (v) => v.setUint32(52, 0xffffffff, true),
  codeThatDoesNotExist: (v) => v.setUint8(movesAt + 7, 31),
  hugeSlotMoved: (v) => v.setUint8(movesAt + 6, 30),
  unknownMotion: (v) => v.setUint8(recordAt + 22, 3 << 3),
  unknownLastMotion: (v) => v.setUint8(recordAt + 22, 3 << 5),
};

for (const [name, change] of Object.entries(hostile)) {
  test(`decodeFrame_${name}_isRefused`, () => assert.equal(decodeFrame(broken(change)), null));
}

for (const [name, frame] of Object.entries<TestFrame>({
  connection: { restated: [{ slot: 2, state: 5 }] },
  motionOfAMove: { moves: [{ slot: 2, state: 3 << 3 }] },
  slot: { restated: [{ slot: 1 << 20, state: 0 }] },
})) {
  test(`decodeFrame_${name}InAColumnThatCannotBe_isRefused`, () => assert.equal(decodeFrame(frameBytes(frame)), null));
}

test("decodeFrame_randomDamage_neverThrows", () => {
  let seed = 12345;
  const random = (below: number): number => (seed = (seed * 48271) % 2147483647) % below;
  for (let i = 0; i < 20_000; i++) {
    const bytes = whole.slice(0, random(4) === 0 ? random(whole.length + 1) : whole.length);
    for (let changes = random(4); changes >= 0; changes--) if (bytes.length > 0) bytes[random(bytes.length)] = random(256);
    decodeFrame(bytes);
  }
});

test("decodeFrame_viewIntoALargerBuffer_isReadFromItsOffset", () => {
  const buffer = new Uint8Array(whole.length + 20);
  buffer.set(whole, 13);
  assert.equal(decodeFrame(buffer.subarray(13, 13 + whole.length))?.texts[0]?.name, "Dodávka");
});

test("decodeFrame_textsOfAnyLengthAndAlphabet_areReadAsTheyWereWritten", () => {
  const names = ["", "Van 7", "\u0000\u007f", "a".repeat(63), "b".repeat(64), "c".repeat(65), "é", "d".repeat(63) + "é", "e".repeat(64) + "é", "運送 12", "🚚"];
  const texts = names.map((name, slot) => ({ slot, id: slot + 1, name, driver: names[names.length - 1 - slot]! }));
  assert.deepEqual(decodeFrame(frameBytes({ kind: "snapshot", texts }))?.texts, texts);
});

test("decodeFrame_nameThatIsNotUtf8_isRefused", () => {
  const at = textAt + 14;
  for (const byte of [0x80, 0xc3, 0xff]) assert.equal(decodeFrame(broken((view) => view.setUint8(at, byte))), null, byte.toString(16));
});
