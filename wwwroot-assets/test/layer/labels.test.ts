import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { DrawRequest } from "../../src/layer/drawing";
import { DrawList } from "../../src/layer/drawList";
import type { CanvasContext } from "../../src/layer/glyphs";
import { Labels } from "../../src/layer/labels";
import type { Palette } from "../../src/layer/palette";
import type { Picture } from "../../src/layer/picture";

interface Text { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }

const SELECTED = 0;
let drawn: Text[];
let names: string[];
let list: DrawList;

/** Takes everything and measures seven pixels per letter. */
function paper(): unknown {
  return new Proxy({}, { get: (_, name) => (name === "measureText" ? (text: string) => ({ width: text.length * 7 }) : () => undefined), set: () => true });
}

before(() => {
  Object.assign(globalThis, { OffscreenCanvas: class { getContext = paper; transferToImageBitmap(): unknown { return {}; } } });
});

after(() => delete (globalThis as Record<string, unknown>)["OffscreenCanvas"]);

beforeEach(() => {
  [drawn, names, list] = [[], [], new DrawList()];
});

function add(x: number, y: number, name = ""): void {
  list.add(names.length, x, y, 0);
  names.push(name);
}

/** The plate first, then the labels; `margin` is what their pictures reach beyond them. */
function draw(): void {
  const picture = { selected: new Set([SELECTED]), names, speeds: new Float32Array(names.length), isMoving: () => true, isAlerting: () => false } as unknown as Picture;
  const context = {
    drawImage: (_: unknown, x: number, y: number, width: number, height: number) => {
      const margin = drawn.length === 0 ? 10 : 3.5;
      drawn.push({ left: x + margin, top: y + margin, right: x + width - margin, bottom: y + height - margin });
    },
  } as unknown as CanvasContext;
  // Selected vehicles come last in a list.
  const slots = list.slots.slice(0, list.count).reverse();
  list.slots.set(slots);
  for (const column of [list.x, list.y]) column.set(column.slice(0, list.count).reverse());
  const request = {
    frame: { left: 0, top: 0, width: 400, height: 400, scale: 1, ratio: 1 }, view: { x: 0, y: 0, width: 400, height: 400 }, labels: "names", written: new Float32Array(0),
    plates: [{ slot: SELECTED, name: names[SELECTED]!, detail: "", colour: "" }],
  } as unknown as DrawRequest;
  new Labels(picture, {} as Palette, 1, 1).draw(context, list, { x: [], y: [] }, request);
}

function overlaps(one: Text, other: Text): boolean {
  return one.left < other.right - 1 && other.left < one.right - 1 && one.top < other.bottom - 1 && other.top < one.bottom - 1;
}

test("draw_roomOnAllSides_writesThePlateAndTheLabel", () => {
  add(200, 200, "Selected");
  add(100, 100, "Other");
  draw();
  assert.equal(drawn.length, 2);
});

test("draw_labelBesideTheSelectedVehicle_leavesItsMarkAlone", () => {
  add(200, 200, "Selected");
  add(120, 200, "Transit2"); // ends 11 pixels before the middle of the other
  draw();
  const [, label] = drawn;
  assert.ok(label!.right < 200 - 17 || label!.bottom < 200 - 17 || label!.top > 200 + 17, JSON.stringify(label));
});

test("draw_plateFindsNoFreeSide_keepsLabelsOffItNevertheless", () => {
  add(200, 200, "Selected");
  // One vehicle where the plate would be on each side; the one on the right is named, and would like to be so on the plate.
  add(280, 215, "Below the plate");
  add(130, 200);
  add(200, 160);
  add(200, 240);
  draw();
  const [plate, ...labels] = drawn;
  assert.ok(plate!.left > 200, "it stands on the right");
  assert.ok(labels.length > 0);
  for (const label of labels) assert.ok(!overlaps(plate!, label), JSON.stringify([plate, label]));
});
