import assert from "node:assert/strict";
import { test } from "node:test";
import { qrPath } from "../../src/entry/qrCode";

test("qrPath draws the three finder patterns and leaves the quiet zone free", () => {
  const { path, size } = qrPath("otpauth://totp/DispatchMap:a%40example.com?secret=ABCDEFGHIJKLMNOP&issuer=DispatchMap");
  const bars = [...path.matchAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g)].map((bar) => bar.slice(1).map(Number));

  assert.equal(bars.map(([x, y, w]) => `M${x} ${y}h${w}v1h-${w}z`).join(""), path);
  assert.ok(bars.every(([x, y, w]) => x! >= 4 && y! >= 4 && x! + w! <= size - 4 && y! < size - 4));
  const top = bars.filter(([, y]) => y === 4);
  assert.deepEqual([top[0]![0], top[0]![2]], [4, 7]);
  assert.equal(top.at(-1)![0]! + top.at(-1)![2]!, size - 4);
  assert.ok(bars.some(([x, y, w]) => x === 4 && y === size - 5 && w === 7));
});
