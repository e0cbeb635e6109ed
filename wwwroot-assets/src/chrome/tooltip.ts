import { connectionNames } from "../fleet/states";
import { type PositionFacts, describeAge, describeSpeed } from "../text/facts";

export interface TooltipContent extends PositionFacts {
  readonly name: string;
  readonly driver: string;
}

const OFFSET = 16;

/** Says who is under the pointer. Names come from outside: they are only ever written as text. */
export class Tooltip {
  readonly #element: HTMLElement;
  readonly #container: HTMLElement;
  readonly #lines: readonly HTMLElement[];

  constructor(container: HTMLElement) {
    this.#container = container;
    this.#element = document.createElement("div");
    this.#element.className = "dm-tip";
    this.#element.setAttribute("role", "tooltip");
    this.#element.hidden = true;
    this.#lines = ["name", "driver", "speed", "age"].map((part) => {
      const line = document.createElement("div");
      line.className = `dm-tip-${part}`;
      this.#element.append(line);
      return line;
    });
    container.append(this.#element);
  }

  get visible(): boolean { return !this.#element.hidden; }

  /** `x`, `y`: the vehicle's centre, CSS pixels of the container. */
  show(content: TooltipContent, frozen: boolean, time: number, x: number, y: number): void {
    const texts = [content.name, content.driver, describeSpeed(content, frozen), describeAge(content, frozen, time)];
    this.#lines.forEach((line, i) => {
      if (line.textContent !== texts[i]) line.textContent = texts[i]!;
      line.hidden = texts[i] === "";
    });
    this.#element.dataset["state"] = connectionNames[content.connection] ?? "";
    this.#element.hidden = false;
    const { offsetWidth: width, offsetHeight: height } = this.#element;
    const right = x + OFFSET + width <= this.#container.clientWidth - 8;
    const left = right ? x + OFFSET : x - OFFSET - width;
    const top = Math.max(8, Math.min(this.#container.clientHeight - height - 8, y - height / 2));
    this.#element.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  }

  hide(): void {
    this.#element.hidden = true;
  }

  dispose(): void {
    this.#element.remove();
  }
}
