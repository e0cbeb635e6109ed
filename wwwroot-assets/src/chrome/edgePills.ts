import { formatDistance } from "../text/distance";
import { type Insets, type PillPlace, type Size, avoid, placePill } from "./edgeGeometry";

/** A selected vehicle and where it would be drawn. */
export interface PillTarget {
  readonly id: number;
  readonly name: string;
  /** CSS pixels of the map's container. */
  readonly x: number;
  readonly y: number;
  /** From the middle of the view, metres. */
  readonly distance: number;
}

const MOST_PILLS = 5;
/** Room for the page's toolbar above and for scale and attribution below. */
const usual: Insets = { left: 12, top: 64, right: 12, bottom: 44 };
/** And for the page's "as of" below the toolbar. */
const whileFrozen: Insets = { ...usual, top: 104 };
const SVG = "http://www.w3.org/2000/svg";

interface Pill { readonly button: HTMLButtonElement; readonly arrow: SVGPathElement; readonly name: HTMLElement; readonly distance: HTMLElement; text: string; size: Size }

/** Buttons at the map's border for selected vehicles that are out of view; a click goes there. */
export class EdgePills {
  readonly #container: HTMLElement;
  readonly #onClick: (id: number) => void;
  readonly #pills = new Map<number, Pill>();

  constructor(container: HTMLElement, onClick: (id: number) => void) {
    this.#container = container;
    this.#onClick = onClick;
  }

  update(view: Size, targets: readonly PillTarget[], frozen: boolean): void {
    const insets = frozen ? whileFrozen : usual;
    const placed: (PillPlace & Size)[] = [];
    const kept = new Set<number>();
    for (const target of targets) {
      if (placed.length === MOST_PILLS) break;
      if (placePill(view, insets, { width: 0, height: 0 }, target.x, target.y) === null) continue;
      const pill = this.#pill(target);
      const place = avoid(placePill(view, insets, pill.size, target.x, target.y)!, pill.size, placed, view, insets);
      pill.button.style.transform = `translate(${Math.round(place.left)}px, ${Math.round(place.top)}px)`;
      pill.arrow.setAttribute("transform", `rotate(${Math.round(place.angle)})`);
      placed.push({ ...place, ...pill.size });
      kept.add(target.id);
    }
    for (const [id, pill] of this.#pills) {
      if (kept.has(id)) continue;
      pill.button.remove();
      this.#pills.delete(id);
    }
  }

  dispose(): void {
    for (const pill of this.#pills.values()) pill.button.remove();
    this.#pills.clear();
  }

  #pill(target: PillTarget): Pill {
    let pill = this.#pills.get(target.id);
    if (pill === undefined) {
      pill = this.#create(target.id);
      this.#pills.set(target.id, pill);
    }
    const distance = formatDistance(target.distance);
    if (pill.text !== `${target.name}\n${distance}`) {
      pill.text = `${target.name}\n${distance}`;
      pill.name.textContent = target.name;
      pill.distance.textContent = distance;
      // Measured only when the text changes: measuring forces a layout.
      pill.size = { width: pill.button.offsetWidth, height: pill.button.offsetHeight };
    }
    return pill;
  }

  #create(id: number): Pill {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "dm-edge";
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "-10 -10 20 20");
    svg.setAttribute("aria-hidden", "true");
    const arrow = document.createElementNS(SVG, "path");
    arrow.setAttribute("d", "M0-8 6 4 0 1.5-6 4Z");
    svg.append(arrow);
    const name = document.createElement("b");
    const distance = document.createElement("span");
    button.append(svg, name, distance);
    button.addEventListener("click", (event) => {
      event.stopPropagation();
      this.#onClick(id);
    });
    // The map must not take a press on a pill for the start of a drag, a click or a double click.
    for (const type of ["pointerdown", "mousedown", "touchstart", "dblclick"]) button.addEventListener(type, (event) => event.stopPropagation());
    this.#container.append(button);
    return { button, arrow, name, distance, text: "", size: { width: 0, height: 0 } };
  }
}
