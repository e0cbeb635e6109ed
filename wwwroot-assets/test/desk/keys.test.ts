import assert from "node:assert/strict";
import { test } from "node:test";
import { wordFor, type Key } from "../../src/desk/keys";

const key = (name: string, more: Partial<Key> = {}): Key => ({ key: name, ctrlKey: false, metaKey: false, altKey: false, ...more });

test("a key pressed while typing is typed", () => {
  for (const name of ["z", "f", "/", "?", "ArrowDown", "Enter"]) assert.equal(wordFor(key(name), "field"), null);
  assert.equal(wordFor(key("Escape"), "field"), "leave-search");
});

test("the browser keeps its own shortcuts", () => {
  for (const more of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }]) {
    assert.equal(wordFor(key("c", more), "page"), null);
    assert.equal(wordFor(key("f", more), "rows"), null);
  }
});

test("arrows scroll the page unless the list has the focus", () => {
  assert.equal(wordFor(key("ArrowDown"), "page"), null);
  assert.equal(wordFor(key("ArrowDown"), "rows"), "row-down");
  assert.equal(wordFor(key(" "), "page"), null);
  assert.equal(wordFor(key(" "), "rows"), "row-add");
});

test("letters work in the list too, and with Caps Lock on", () => {
  assert.equal(wordFor(key("F"), "page"), "follow");
  assert.equal(wordFor(key("z"), "rows"), "fit");
  assert.equal(wordFor(key("?"), "page"), "keys");
  assert.equal(wordFor(key("Escape"), "rows"), "clear");
});
