import type { CanvasContext } from "./glyphs";
import type { Palette } from "./palette";

export const RING_REACH = 22;
const BACK = 21;
const RADIUS = 17;
const WIDTH = 5;
const GAP = 0.2; // radians between two states
/** A state that is there at all must be seen. Radians. */
const LEAST = 0.5;
const DASHES = [[], [], [4, 3], [1.6, 2]] as const;
const HOLLOW = 1;

export interface Arc { readonly state: number; readonly from: number; readonly to: number }

/** The states' shares as arcs, clockwise from 12 in radians. The only state makes a whole circle. */
export function arcsOf(counts: ArrayLike<number>): Arc[] {
  const present = Array.from(counts, (count, state) => ({ count, state })).filter(({ count }) => count > 0);
  if (present.length < 2) return present.map(({ state }) => ({ state, from: 0, to: 2 * Math.PI }));
  const total = present.reduce((sum, { count }) => sum + count, 0);
  const free = 2 * Math.PI - present.length * LEAST;
  let at = 0;
  return present.map(({ count, state }) => {
    const angle = LEAST + (count / total) * free;
    const arc = { state, from: at + GAP / 2, to: at + angle - GAP / 2 };
    at += angle;
    return arc;
  });
}

/** `12`, `950`, `1.2k`, `12k`. */
export function formatCount(count: number): string {
  if (count < 1000) return String(count);
  const thousands = count / 1000;
  return `${thousands < 9.95 ? thousands.toFixed(1).replace(/\.0$/, "") : Math.round(thousands)}k`;
}

/** A ring of the states' shares around the number, about the origin. */
export function drawRing(context: CanvasContext, arcs: readonly Arc[], text: string, palette: Palette): void {
  context.beginPath();
  context.arc(0, 0, BACK, 0, 2 * Math.PI);
  context.fillStyle = palette.surface;
  context.fill();
  context.strokeStyle = palette.casing;
  context.lineWidth = 1.5;
  context.stroke();
  const colours = [palette.live, palette.delayed, palette.stale, palette.offline];
  for (const { state, from, to } of arcs) {
    const whole = to - from > 6.28;
    context.setLineDash([...(DASHES[state] ?? [])]);
    stroke(context, from, to, WIDTH, colours[state]!);
    context.setLineDash([]);
    // Hollow: the band with its inside taken out, open nowhere.
    if (state === HOLLOW) stroke(context, whole ? from : from + 0.09, whole ? to : to - 0.09, 2, palette.surface);
  }
  context.fillStyle = palette.ink;
  context.font = `700 ${text.length > 3 ? 12 : 14}px ${palette.font}`;
  context.textAlign = "center";
  context.fillText(text, 0, 5);
}

function stroke(context: CanvasContext, from: number, to: number, width: number, colour: string): void {
  context.beginPath();
  context.arc(0, 0, RADIUS, from - Math.PI / 2, to - Math.PI / 2);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke();
}
