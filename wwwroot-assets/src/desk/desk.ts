// The browser's side of DispatchMap.Web/Browsing/UserBrowser.cs: keys, clock, theme, clipboard, and what is remembered.
import type { MapProbe } from "../contract";
import { applyTheme, chosenTheme, recall, remember, watchSystemTheme, type ThemeChoice } from "./look";
import { wordFor, type Place } from "./keys";
import { writeDeskAddress } from "./address";
import { defineDropMenu, watchOutside } from "./dropMenu";
import { showKeySheet, watchKeySheet } from "./keySheet";
import { runList } from "./liveAge";
import { watchPointed } from "./pointedRow";

interface Host {
  invokeMethodAsync(method: string, ...args: unknown[]): Promise<unknown>;
}

/** Rows are hovered much faster than anyone could look at the map. */
const HOVER_MS = 80;

export function start(host: Host) {
  const stop = new AbortController();
  const options = { signal: stop.signal };
  const tell = (method: string, ...args: unknown[]): void => {
    // A call that fails means a connection that is gone: the reconnect panel says so.
    if (!stop.signal.aborted) host.invokeMethodAsync(method, ...args).catch(() => undefined);
  };

  document.addEventListener("keydown", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    // Dialogs have their own keys; an open menu has all but Escape, which closes it wherever the focus is.
    if (event.defaultPrevented || event.isComposing || document.querySelector(".mud-dialog-container, #key-sheet[open]")) return;
    if (document.querySelector("drop-menu")) {
      if (event.key === "Escape") tell("OnKey", "close-menu");
      return;
    }
    const word = wordFor(event, placeOf(target));
    if (word === null) return;
    if (word === "leave-search") {
      leaveSearch(target);
      return;
    }
    event.preventDefault();
    if (word === "search") search()?.focus();
    else if (word === "keys") showKeySheet();
    else tell("OnKey", word);
  }, options);

  watchHover((id) => tell("OnRowHover", id), options);
  const pointed = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, pointed];
  watchPointed(document, pointed, options);
  defineDropMenu();
  watchOutside(() => tell("OnKey", "close-menu"), options);
  watchKeySheet(options);
  const stopClock = runClock();
  const stopList = runList(liveFleet);
  const stopTheme = watchSystemTheme(() => {
    if (chosenTheme() === "system") tell("OnSystemTheme", applyTheme());
  });

  return {
    facts: () => ({
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      theme: chosenTheme(),
      dark: applyTheme(),
      labels: recall("labels"),
      baseMap: recall("basemap"),
      clusters: recall("clusters"),
      tails: recall("tails"),
    }),
    setTheme(choice: ThemeChoice): boolean {
      remember("theme", choice);
      return applyTheme(choice);
    },
    remember(key: string, value: string): boolean {
      remember(key, value);
      return true;
    },
    copy,
    writeDeskAddress,
    revealRow,
    dispose(): boolean {
      stop.abort();
      stopClock();
      stopList();
      stopTheme();
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== pointed);
      return true;
    },
  };
}

function search(): HTMLInputElement | null {
  const input = document.querySelector<HTMLInputElement>("[data-testid=search]");
  input?.select();
  return input;
}

/** Escape empties the search field first and leaves it then. */
function leaveSearch(target: Element | null): void {
  if (!(target instanceof HTMLInputElement)) return;
  if (target.value === "") {
    target.blur();
    return;
  }
  target.value = "";
  target.dispatchEvent(new Event("input", { bubbles: true }));
}

function placeOf(target: Element | null): Place {
  if (target?.closest("input, textarea, select, [contenteditable]")) return "field";
  return target?.matches("[data-rows]") ? "rows" : "page";
}

function watchHover(changed: (id: number | null) => void, options: AddEventListenerOptions): void {
  let told: number | null = null;
  let now: number | null = null;
  let timer = 0;
  const tell = (): void => {
    timer = 0;
    if (now !== told) changed((told = now));
  };
  document.addEventListener("pointerover", (event) => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-rows] [data-vehicle-id]") : null;
    const id = Number(row?.dataset["vehicleId"] ?? NaN);
    now = event.pointerType === "mouse" && Number.isSafeInteger(id) ? id : null;
    if (now !== told && timer === 0) timer = window.setTimeout(tell, HOVER_MS);
  }, options);
}

/** The user's own clock, so it runs here; the server never renders into these elements. */
function runClock(): () => void {
  let timer = 0;
  const format = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
  const tick = (): void => {
    const now = new Date();
    for (const clock of document.querySelectorAll("[data-clock]")) clock.textContent = format.format(now);
    timer = window.setTimeout(tick, 1000 - now.getMilliseconds());
  };
  tick();
  return () => window.clearTimeout(timer);
}

/** The fleet that the map holds. While the feed is frozen what the server wrote stays: it says as of when that is. */
function liveFleet(): MapProbe | null {
  if (document.querySelector(".desk.frozen") !== null) return null;
  return document.querySelector<HTMLElement>(".live-map")?.dispatchMap ?? null;
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByHand(text);
  }
}

/** The clipboard API is there on https and localhost only; a dispatch room may well run on plain http. */
function copyByHand(text: string): boolean {
  const area = document.createElement("textarea");
  area.value = text;
  area.style.position = "fixed";
  area.style.opacity = "0";
  document.body.append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  return copied;
}

/** Scrolls the virtual list so that a row is in sight; rows have one height. */
function revealRow(index: number): boolean {
  const rows = document.querySelector<HTMLElement>(".rows[data-rows]");
  const row = rows?.querySelector<HTMLElement>("[data-vehicle-id]");
  if (!rows || !row) return false;
  const top = index * row.offsetHeight;
  if (top < rows.scrollTop) rows.scrollTop = top;
  else if (top + row.offsetHeight > rows.scrollTop + rows.clientHeight) rows.scrollTop = top + row.offsetHeight - rows.clientHeight;
  return true;
}
