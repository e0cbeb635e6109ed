import { POINTED } from "../contract";

/** A style sheet of a page. */
type Sheet = Pick<CSSStyleSheet, "replaceSync">;

/** Marks the row of the vehicle pointed at on the map. By a rule instead of in the row: rows come and go, and change their vehicles. */
export function watchPointed(page: EventTarget, sheet: Sheet, { signal }: { readonly signal: AbortSignal }): void {
  const mark = (id: unknown): void => {
    sheet.replaceSync(Number.isSafeInteger(id) ? `.tr[data-vehicle-id="${String(id)}"]:not(.is-sel) { background: var(--surface-2); }` : "");
  };
  page.addEventListener(POINTED, (event) => mark((event as CustomEvent<unknown>).detail), { signal });
  signal.addEventListener("abort", () => mark(null));
}
