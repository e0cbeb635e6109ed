import assert from "node:assert/strict";
import { test } from "node:test";
import { FrameReader } from "../../src/frames/frameReader";

/** A stream that the test fills, and what came of it. */
function connect(reader: FrameReader) {
  let controller!: ReadableStreamDefaultController<Uint8Array>;
  const stream = new ReadableStream<Uint8Array>({ start: (c) => { controller = c; } });
  reader.read({ stream: () => Promise.resolve(stream) });
  return controller;
}

function setUp() {
  const taken: string[] = [];
  const reader = new FrameReader((frame, asked) => taken.push(`${frame.join(" ")}${asked ? " ?" : ""}`));
  return { taken, reader };
}

function envelope(frame: readonly number[], asked = false): number[] {
  return [frame.length & 255, frame.length >>> 8, 0, 0, asked ? 1 : 0, ...frame];
}

/** All that has been put in has been read. */
const read = () => new Promise((resolve) => setImmediate(resolve));

test("read_framesInOnePiece_areTakenOneByOne", async () => {
  const { taken, reader } = setUp();

  connect(reader).enqueue(Uint8Array.from([...envelope([1, 2, 3]), ...envelope([], true), ...envelope([4], true)]));
  await read();

  assert.deepEqual(taken, ["1 2 3", " ?", "4 ?"]);
});

test("read_cutAnywhere_comesOutWhole", async () => {
  const bytes = [...envelope([1, 2, 3], true), ...envelope([4, 5])];
  for (let first = 0; first <= bytes.length; first++) {
    for (let second = first; second <= bytes.length; second++) {
      const { taken, reader } = setUp();
      const stream = connect(reader);

      for (const piece of [bytes.slice(0, first), bytes.slice(first, second), bytes.slice(second)]) stream.enqueue(Uint8Array.from(piece));
      await read();

      assert.deepEqual(taken, ["1 2 3 ?", "4 5"], `cut at ${first} and ${second}`);
    }
  }
});

test("read_pieceOfALargerMessage_isReadFromWhereItBegins", async () => {
  const { taken, reader } = setUp();

  connect(reader).enqueue(Uint8Array.from([9, 9, 9, ...envelope([1, 2])]).subarray(3));
  await read();

  assert.deepEqual(taken, ["1 2"]);
});

test("read_connectionLostInAFrame_theNextStreamStartsAfresh", async () => {
  const { taken, reader } = setUp();
  const lost = connect(reader);
  lost.enqueue(Uint8Array.from(envelope([1, 2, 3]).slice(0, 6)));
  await read();
  lost.error(new Error("The connection was lost."));

  connect(reader).enqueue(Uint8Array.from(envelope([4])));
  await read();

  assert.deepEqual(taken, ["4"]);
});

test("read_anotherStream_nothingMoreOfTheFirst", async () => {
  const { taken, reader } = setUp();
  const first = connect(reader);
  first.enqueue(Uint8Array.from(envelope([1])));
  const second = connect(reader);
  await read();
  first.enqueue(Uint8Array.from(envelope([2])));
  second.enqueue(Uint8Array.from(envelope([3])));
  await read();

  assert.deepEqual(taken, ["3"]);
});

test("read_streamThatNeverCame_isQuiet", async () => {
  const { taken, reader } = setUp();

  reader.read({ stream: () => Promise.reject(new Error("The circuit is gone.")) });
  connect(reader).enqueue(Uint8Array.from(envelope([1])));
  await read();

  assert.deepEqual(taken, ["1"]);
});
