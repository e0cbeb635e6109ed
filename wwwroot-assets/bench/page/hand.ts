import type { Engine } from "./engine";

export type Gesture = "still" | "pan" | "longPan" | "zoom";

const PAN_SPEED = 300; // CSS pixels per second
const SHORT = 120; // there and back
const LONG = 900;
const WHEEL_PERIOD = 700;
/** A little more than one level, whatever the map makes of it. */
const WHEEL = 120;

/** Holds the map like a person would, through the browser's own events; call `step` once per animation frame. */
export class Hand {
  readonly #element: HTMLElement;
  readonly #engine: Engine;
  readonly #gesture: Gesture;
  #start = 0;
  #at = 0;
  #turns = 0;

  constructor(element: HTMLElement, engine: Engine, gesture: Gesture) {
    this.#element = element;
    this.#engine = engine;
    this.#gesture = gesture;
  }

  begin(now: number): void {
    this.#start = now;
    if (this.#drags) this.#mouse("mousedown", this.#element);
  }

  step(now: number): void {
    if (this.#gesture === "zoom") return this.#wheel(now);
    if (this.#gesture === "still") return;
    const reach = this.#gesture === "pan" ? SHORT : LONG;
    const way = (((now - this.#start) / 1000) * PAN_SPEED) % (2 * reach);
    const to = Math.round(way < reach ? -way : way - 2 * reach);
    if (this.#engine.pan) this.#engine.pan(to - this.#at, 0);
    this.#at = to;
    if (this.#drags) this.#mouse("mousemove", document.body);
  }

  end(): void {
    if (this.#drags) this.#mouse("mouseup", document.body);
  }

  get #drags(): boolean { return (this.#gesture === "pan" || this.#gesture === "longPan") && this.#engine.pan === undefined; }

  #mouse(type: string, target: EventTarget): void {
    const on = target === this.#element ? (document.elementFromPoint(800, 450) ?? target) : target;
    on.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true, view: window, button: 0, buttons: type === "mouseup" ? 0 : 1, clientX: 800 + this.#at, clientY: 450 }));
  }

  #wheel(now: number): void {
    const turn = Math.floor((now - this.#start) / WHEEL_PERIOD);
    if (turn < this.#turns) return;
    this.#turns++;
    const deltaY = turn % 2 === 0 ? WHEEL : -WHEEL;
    (document.elementFromPoint(800, 450) ?? this.#element).dispatchEvent(new WheelEvent("wheel", { bubbles: true, cancelable: true, view: window, deltaY, clientX: 800, clientY: 450 }));
  }
}
