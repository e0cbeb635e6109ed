import assert from "node:assert/strict";
import { test } from "node:test";
import { ANSWER_EVERY, FrameReader } from "../../src/frames/frameReader";
import { FrameSplitter } from "../../src/frames/frameSplitter";

const framed = (frame: readonly number[]): number[] => [frame.length, 0, 0, 0, ...frame];

/** A stream whose end the test decides. */
function source(): { stream(): Promise<ReadableStream<Uint8Array>>; send(...bytes: number[]): void; fail(): void } {
  let controller!: ReadableStreamDefaultController<Uint8Array>;
  const stream = new ReadableStream<Uint8Array>({ start: (own) => { controller = own; } });
  return {
    stream: () => Promise.resolve(stream),
    send: (...bytes) => controller.enqueue(Uint8Array.from(bytes)),
    fail: () => controller.error(new Error("The connection is gone.")),
  };
}

/** Until all that has been sent has been taken. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function map(fits: (frame: readonly number[]) => boolean = () => true) {
  const taken: number[][] = [];
  const answers: number[][] = [];
  const refusals: number[] = [];
  const reader = new FrameReader({
    apply: (frame) => { taken.push([...frame]); return fits([...frame]); },
    applied: (stream, frames) => { answers.push([stream, frames]); },
    refused: (stream) => { refusals.push(stream); },
  });
  return { taken, answers, refusals, reader };
}

test("push_chunksEndAnywhere_framesComeWholeAndInOrder", () => {
  const bytes = Uint8Array.from([...framed([1, 2, 3]), ...framed([4]), ...framed([5, 6])]);
  for (let size = 1; size <= bytes.length; size++) {
    const splitter = new FrameSplitter();
    const frames: number[][] = [];
    for (let at = 0; at < bytes.length; at += size) frames.push(...splitter.push(bytes.subarray(at, at + size)).map((frame) => [...frame]));
    assert.deepEqual(frames, [[1, 2, 3], [4], [5, 6]], `in chunks of ${size}`);
  }
});

test("read_manyFrames_areAnsweredNowAndThen", async () => {
  const { taken, answers, reader } = map();
  const frames = source();
  void reader.read(frames, 1);

  for (let i = 0; i < ANSWER_EVERY * 2 - 1; i++) frames.send(...framed([i]));
  await settled();

  assert.equal(taken.length, ANSWER_EVERY * 2 - 1);
  assert.deepEqual(answers, [[1, ANSWER_EVERY]]);
});

test("read_frameThatDoesNotFit_endsItWithTheFramesBehindIt", async () => {
  const { taken, refusals, reader } = map((frame) => frame[0] !== 2);
  const frames = source();
  void reader.read(frames, 1);

  frames.send(...framed([1]), ...framed([2]), ...framed([3]));
  frames.send(...framed([4]));
  await settled();

  assert.deepEqual(taken, [[1], [2]]);
  assert.deepEqual(refusals, [1]);
});

test("read_anotherStream_endsTheFirst", async () => {
  const { taken, refusals, reader } = map();
  const [old, next] = [source(), source()];
  void reader.read(old, 1);
  await settled();
  void reader.read(next, 2);

  old.send(...framed([1]));
  next.send(...framed([2]));
  await settled();

  assert.deepEqual(taken, [[2]]);
  assert.deepEqual(refusals, []);
});

test("read_connectionLost_isQuietAndTheNextStreamIsRead", async () => {
  const { taken, reader } = map();
  const [old, next] = [source(), source()];
  const reading = reader.read(old, 1);
  old.send(...framed([1]).slice(0, 3));
  await settled();
  old.fail();
  await reading;

  void reader.read(next, 2);
  next.send(...framed([2]));
  await settled();

  assert.deepEqual(taken, [[2]]);
});

test("stop_framesToCome_areNotTaken", async () => {
  const { taken, reader } = map();
  const frames = source();
  void reader.read(frames, 1);
  await settled();
  reader.stop();

  frames.send(...framed([1]));
  await settled();

  assert.deepEqual(taken, []);
});
