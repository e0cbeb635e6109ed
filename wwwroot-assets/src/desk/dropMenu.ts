// The menu that DropMenu.razor puts beside its button: in the top layer, so that nothing clips it, and under the keyboard.

const GAP = 4;
const ITEMS = "button, a[href], input";

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where a menu of a size goes: under its button, above it where there is no room below, and always inside the window. */
export function place(button: Box, menu: { readonly width: number; readonly height: number }, window: { readonly width: number; readonly height: number }, alignEnd: boolean): { left: number; top: number } {
  const left = alignEnd ? button.right - menu.width : button.left;
  const below = button.bottom + GAP;
  const above = button.top - GAP - menu.height;
  const top = below + menu.height > window.height && above >= 0 ? above : below;
  const inside = (at: number, size: number, room: number): number => Math.max(GAP, Math.min(at, room - size - GAP));
  return { left: inside(left, menu.width, window.width), top: inside(top, menu.height, window.height) };
}

/** Which item a key leads to, or null when it is none of the menu's keys. */
export function step(key: string, at: number, count: number): number | null {
  switch (key) {
    case "ArrowDown": return (at + 1) % count;
    case "ArrowUp": return (Math.max(at, 0) + count - 1) % count;
    case "Home": return 0;
    case "End": return count - 1;
    default: return null;
  }
}

export function defineDropMenu(): void {
  if (customElements.get("drop-menu")) return;
  customElements.define("drop-menu", class extends HTMLElement {
    #resize: ResizeObserver | null = null;
    #button: HTMLElement | null = null;

    connectedCallback(): void {
      this.#button = this.parentElement?.querySelector<HTMLElement>(":scope > button") ?? null;
      this.popover = "manual";
      this.tabIndex = -1;
      this.showPopover();
      this.addEventListener("keydown", this.#onKey);
      // Its content may come after it, or change: a search, a list that has been read.
      this.#resize = new ResizeObserver(() => this.#place());
      this.#resize.observe(this);
      this.#resize.observe(document.documentElement);
      this.#place();
      // Later: Blazor gives the focus back to where it was when it is done with its batch.
      queueMicrotask(() => this.focus({ preventScroll: true }));
    }

    disconnectedCallback(): void {
      this.#resize?.disconnect();
      // Whoever was in it goes on where it was opened; a focus that has gone elsewhere stays there.
      if (document.activeElement === document.body) this.#button?.focus();
    }

    #place(): void {
      if (this.#button === null) return;
      const { width, height } = this.getBoundingClientRect();
      const { left, top } = place(this.#button.getBoundingClientRect(), { width, height }, { width: innerWidth, height: innerHeight }, this.dataset["align"] === "end");
      this.style.left = `${left}px`;
      this.style.top = `${top}px`;
    }

    readonly #onKey = (event: KeyboardEvent): void => {
      const items = [...this.querySelectorAll<HTMLElement>(ITEMS)];
      const next = items.length === 0 ? null : step(event.key, items.indexOf(document.activeElement as HTMLElement), items.length);
      if (next === null || (event.target instanceof HTMLInputElement && event.target.type === "text" && (event.key === "Home" || event.key === "End"))) return;
      event.preventDefault();
      items[next]!.focus();
    };
  });
}

/** Tells when somebody presses elsewhere while a menu is open. */
export function watchOutside(pressed: () => void, options: AddEventListenerOptions): void {
  document.addEventListener("pointerdown", (event) => {
    const menu = document.querySelector("drop-menu");
    // The button toggles the menu by itself.
    if (menu !== null && event.target instanceof Node && !menu.parentElement?.contains(event.target)) pressed();
  }, options);
}
