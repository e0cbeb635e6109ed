import { connectionNames, motionNames } from "../fleet/states";

export interface PickItem {
  readonly id: number;
  readonly name: string;
  readonly connection: number;
  readonly motion: number;
  /** What there is to know besides: an age. */
  readonly detail: string;
}

/** More are not a choice but a reason to zoom in. */
const MOST_ITEMS = 50;

/** A menu of vehicles that stand in one place. Names come from outside: they are only ever written as text. */
export class PickList {
  readonly #container: HTMLElement;
  #menu: HTMLElement | null = null;
  #returnTo: Element | null = null;

  constructor(container: HTMLElement) {
    this.#container = container;
  }

  get open(): boolean { return this.#menu !== null; }

  /** `x`, `y`: CSS pixels of the container. */
  show(items: readonly PickItem[], x: number, y: number, picked: (id: number, additive: boolean) => void): void {
    this.close();
    const menu = document.createElement("div");
    menu.className = "dm-pick";
    menu.setAttribute("role", "menu");
    menu.setAttribute("aria-label", `${items.length} vehicles here`);
    for (const item of items.slice(0, MOST_ITEMS)) menu.append(this.#row(item, picked));
    if (items.length > MOST_ITEMS) menu.append(note(`and ${items.length - MOST_ITEMS} more: zoom in`));
    // The map must not take a press here for the start of a drag, a click or a zoom.
    for (const type of ["pointerdown", "mousedown", "touchstart", "click", "dblclick", "wheel"]) menu.addEventListener(type, (event) => event.stopPropagation(), { passive: true });
    menu.addEventListener("keydown", this.#onKey);
    this.#container.append(menu);
    this.#menu = menu;
    this.#returnTo = document.activeElement;
    this.#placeAt(menu, x, y);
    document.addEventListener("pointerdown", this.#onOutside, true);
    focusable(menu)[0]?.focus({ preventScroll: true });
  }

  readonly close = (): void => {
    if (this.#menu === null) return;
    const hadFocus = this.#menu.contains(document.activeElement);
    this.#menu.remove();
    this.#menu = null;
    document.removeEventListener("pointerdown", this.#onOutside, true);
    if (hadFocus && this.#returnTo instanceof HTMLElement) this.#returnTo.focus({ preventScroll: true });
  };

  #row({ id, name, connection, motion, detail }: PickItem, picked: (id: number, additive: boolean) => void): HTMLElement {
    const row = document.createElement("button");
    row.type = "button";
    row.className = "dm-pick-row";
    row.setAttribute("role", "menuitem");
    row.tabIndex = -1;
    const state = connectionNames[connection] ?? "";
    row.dataset["state"] = state;
    const label = document.createElement("b");
    label.textContent = name;
    const words = document.createElement("span");
    words.textContent = [state === "live" ? motionNames[motion] ?? "" : state, detail].filter((word) => word !== "").join(", ");
    row.append(label, words);
    row.addEventListener("click", (event) => {
      this.close();
      picked(id, event.ctrlKey || event.shiftKey || event.metaKey);
    });
    return row;
  }

  #placeAt(menu: HTMLElement, x: number, y: number): void {
    const { clientWidth, clientHeight } = this.#container;
    const left = Math.max(8, Math.min(clientWidth - menu.offsetWidth - 8, x + 12));
    const top = Math.max(8, Math.min(clientHeight - menu.offsetHeight - 8, y - 16));
    menu.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  }

  readonly #onOutside = (event: Event): void => {
    if (!(event.target instanceof Node && this.#menu?.contains(event.target))) this.close();
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const step = steps[event.key];
    const rows = focusable(this.#menu!);
    const at = rows.indexOf(document.activeElement as HTMLElement);
    if (step !== undefined) rows[step(at, rows.length)]?.focus();
    else if (event.key === "Escape" || event.key === "Tab") this.close();
    else return event.key.length === 1 && event.key !== " " ? event.stopPropagation() : undefined;
    // Neither the map nor the page has these keys now.
    event.preventDefault();
    event.stopPropagation();
  };
}

const steps: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowUp: (at, count) => (at - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

function focusable(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>("[role=menuitem]")];
}

function note(text: string): HTMLElement {
  const line = document.createElement("div");
  line.className = "dm-pick-note";
  line.textContent = text;
  return line;
}
