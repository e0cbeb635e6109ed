// Ages in the list go on here: the server says when a vehicle was seen, and writes its age once; one clock redraws all of them.
import { formatAge } from "../text/age";

/** As the server writes it: Words/AgeText.cs. */
const THIN = "\u2009";

/** The text for a vehicle seen then, or null when the clock is not known: what the server has written stays. */
export function ageText(seen: string | null, now: number): string | null {
  const at = seen === null || seen === "" ? NaN : Number(seen);
  return Number.isFinite(at) && Number.isFinite(now) ? formatAge(now - at).replaceAll(" ", THIN) : null;
}

/** What the element's text shall be; the node is Blazor's, so it is kept and only its text changed. */
interface Aged { getAttribute(name: string): string | null; readonly firstChild: { nodeValue: string | null } | null }

/** Brings one element up to date; touches nothing that reads the same already. */
export function redraw(element: Aged, now: number): boolean {
  const text = ageText(element.getAttribute("seen"), now);
  if (text === null || element.firstChild === null || element.firstChild.nodeValue === text) return false;
  element.firstChild.nodeValue = text;
  return true;
}

class VehicleAge extends HTMLElement {
  static readonly observedAttributes = ["seen"];
  static readonly shown = new Set<VehicleAge>();
  static now = (): number => NaN;

  connectedCallback(): void {
    VehicleAge.shown.add(this);
    this.attributeChangedCallback();
  }

  disconnectedCallback(): void {
    VehicleAge.shown.delete(this);
  }

  /** The server's text comes right after its attribute: by its clock, which may be on another second. */
  attributeChangedCallback(): void {
    queueMicrotask(() => redraw(this, VehicleAge.now()));
  }
}

/** Defines `<vehicle-age>` and starts the clock; returns what stops it. `now` is the vendor's time, ms since 1970, NaN while unknown. */
export function runAges(now: () => number): () => void {
  if (!customElements.get("vehicle-age")) customElements.define("vehicle-age", VehicleAge);
  VehicleAge.now = now;
  let timer = 0;
  const tick = (): void => {
    const time = now();
    if (!document.hidden) for (const element of VehicleAge.shown) redraw(element, time);
    // Always at the same moment of the vendor's second, so that no age skips one.
    timer = window.setTimeout(tick, Number.isFinite(time) ? 1000 - (time % 1000) : 1000);
  };
  const onVisible = (): void => {
    if (!document.hidden) for (const element of VehicleAge.shown) redraw(element, now());
  };
  document.addEventListener("visibilitychange", onVisible);
  tick();
  return () => {
    window.clearTimeout(timer);
    document.removeEventListener("visibilitychange", onVisible);
  };
}
