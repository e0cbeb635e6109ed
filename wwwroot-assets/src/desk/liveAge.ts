// Ages in the list go on here: the server writes them once; one clock redraws all of them.
import type { MapProbe } from "../contract";
import { formatAge } from "../text/age";
import { drawCounts } from "./liveCounts";
import { drawRow, faceOf } from "./liveRows";

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

/** What the list reads of the map. */
type Fleet = Pick<MapProbe, "vehicle" | "counts" | "vendorTime">;

class LiveAge extends HTMLElement {
  static readonly observedAttributes = ["seen"];
  static readonly shown = new Set<LiveAge>();
  static fleet = (): Fleet | null => null;

  connectedCallback(): void {
    LiveAge.shown.add(this);
    this.attributeChangedCallback();
  }

  disconnectedCallback(): void {
    LiveAge.shown.delete(this);
  }

  /** The server's text comes right after its attribute: by its clock, which may be on another second. */
  attributeChangedCallback(): void {
    queueMicrotask(() => {
      const fleet = LiveAge.fleet();
      if (fleet !== null) this.draw(fleet, fleet.vendorTime());
    });
  }

  /** The row it is in, and its own text. */
  draw(fleet: Fleet, now: number): void {
    const row = this.closest<HTMLElement>("[data-vehicle-id]");
    const facts = row === null ? null : fleet.vehicle(Number(row.dataset["vehicleId"]));
    if (row !== null && facts !== null) {
      drawRow(row, faceOf(facts));
      if (facts.seenAt !== null && this.getAttribute("seen") !== String(facts.seenAt)) {
        this.setAttribute("seen", String(facts.seenAt));
        return; // which draws it again
      }
    }
    redraw(this, now);
  }
}

/**
 * Defines `<live-age>` and starts the clock that keeps the rows of the list and the counts up to date; returns what stops it. `fleet` is null while
 * there is none, or while it is frozen: what the server wrote stays then.
 */
export function runList(fleet: () => Fleet | null): () => void {
  if (!customElements.get("live-age")) customElements.define("live-age", LiveAge);
  LiveAge.fleet = fleet;
  let timer = 0;
  const draw = (): number => {
    const now = fleet();
    if (now === null) return NaN;
    const time = now.vendorTime();
    if (document.hidden) return time;
    for (const element of LiveAge.shown) element.draw(now, time);
    const counts = now.counts();
    if (counts !== null) drawCounts(counts);
    return time;
  };
  const tick = (): void => {
    const time = draw();
    // Always at the same moment of the vendor's second, so that no age skips one.
    timer = window.setTimeout(tick, Number.isFinite(time) ? 1000 - (time % 1000) : 1000);
  };
  document.addEventListener("visibilitychange", draw);
  tick();
  return () => {
    window.clearTimeout(timer);
    document.removeEventListener("visibilitychange", draw);
  };
}
