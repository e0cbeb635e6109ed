import assert from "node:assert/strict";
import { test } from "node:test";
import { ageText, redraw } from "../../src/desk/liveAge";

const noon = Date.UTC(2026, 5, 1, 12);

class Cell {
  readonly firstChild: { nodeValue: string | null } | null;
  constructor(private readonly seen: string | null, text: string | null) {
    this.firstChild = text === null ? null : { nodeValue: text };
  }

  getAttribute(): string | null {
    return this.seen;
  }
}

test("ageText_seen_readsAsTheServerWritesIt", () => {
  assert.equal(ageText(String(noon - 8000), noon), "8\u2009s");
  assert.equal(ageText(String(noon - 161_000), noon), "2\u2009m\u200941");
  assert.equal(ageText(String(noon - 16 * 3_600_000 - 720_000), noon), "16\u2009h\u200912");
  assert.equal(ageText(String(noon - 3 * 86_400_000), noon), "3\u2009d");
});

test("ageText_neverSeenOrClockUnknown_leavesWhatTheServerWrote", () => {
  assert.equal(ageText(null, noon), null);
  assert.equal(ageText("", noon), null);
  assert.equal(ageText("soon", noon), null);
  assert.equal(ageText(String(noon), NaN), null);
});

test("redraw_timeGoesOn_changesTheTextOfTheNodeThatIsThere", () => {
  const cell = new Cell(String(noon - 8000), "8\u2009s");
  const node = cell.firstChild;

  assert.equal(redraw(cell, noon + 900), false);
  assert.equal(redraw(cell, noon + 1000), true);

  assert.equal(cell.firstChild, node);
  assert.equal(node?.nodeValue, "9\u2009s");
});

test("redraw_clockStandsStill_touchesNothing", () => {
  const cell = new Cell(String(noon - 8000), "8\u2009s");

  for (let i = 0; i < 3; i++) assert.equal(redraw(cell, noon), false);
});

test("redraw_neverSeen_keepsItsWord", () => {
  const cell = new Cell(null, "never");

  assert.equal(redraw(cell, noon), false);
  assert.equal(cell.firstChild?.nodeValue, "never");
});
