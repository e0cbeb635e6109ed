// Which key means what. The server knows the words, not the keys.

const words: Readonly<Record<string, string>> = {
  z: "fit", s: "fit-selected", l: "labels", f: "follow", c: "copy-link", "?": "keys",
};

const rowWords: Readonly<Record<string, string>> = {
  ArrowDown: "row-down", ArrowUp: "row-up", PageDown: "row-page-down", PageUp: "row-page-up",
  Home: "row-first", End: "row-last", Enter: "row-select", " ": "row-add",
};

export interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** Where the key was pressed: in a field one types into, in the rows of the list, or anywhere else. */
export type Place = "field" | "rows" | "page";

/** The word for a key, or null when it is none of ours. "search" and "leave-search" are done here in the browser. */
export function wordFor(event: Key, place: Place): string | null {
  if (event.altKey || event.ctrlKey || event.metaKey) return null;
  if (place === "field") return event.key === "Escape" ? "leave-search" : null;
  if (event.key === "Escape") return "clear";
  if (event.key === "/") return "search";
  return (place === "rows" ? rowWords[event.key] : undefined) ?? words[event.key.toLowerCase()] ?? null;
}
