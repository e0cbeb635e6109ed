import { Connection, Motion } from "../fleet/states";
import type { Palette } from "./palette";

/** In drawing order: what claims more lies on top. */
export const Glyph = { Cross: 0, BrokenRing: 1, HollowDot: 2, HollowDiamond: 3, HollowArrow: 4, Dot: 5, Diamond: 6, Arrow: 7 } as const;
export type Glyph = (typeof Glyph)[keyof typeof Glyph];
export const GLYPHS = 8;

/** The shape for a state. Without a course there is no arrow: it would claim a direction. */
export function glyphFor(connection: number, motion: number, lastMotion: number, course: number): Glyph {
  if (connection === Connection.Live) {
    if (motion === Motion.Stopped) return Glyph.Dot;
    return motion === Motion.Moving && !Number.isNaN(course) ? Glyph.Arrow : Glyph.Diamond;
  }
  if (connection === Connection.Delayed) {
    if (lastMotion === Motion.Stopped) return Glyph.HollowDot;
    return lastMotion === Motion.Moving && !Number.isNaN(course) ? Glyph.HollowArrow : Glyph.HollowDiamond;
  }
  return connection === Connection.Stale ? Glyph.BrokenRing : Glyph.Cross;
}

export function hasCourse(glyph: Glyph): boolean {
  return glyph === Glyph.Arrow || glyph === Glyph.HollowArrow;
}

const arrow = [0, -10, 7, 8, 0, 4.5, -7, 8];
const hollowArrow = [0, -9, 6, 7, 0, 4, -6, 7];
const diamond = [0, -7, 7, 0, 0, 7, -7, 0];
const hollowDiamond = [0, -6.5, 6.5, 0, 0, 6.5, -6.5, 0];
const RING = 5.5;
const CROSS = 5;

/** Draws around the origin at 20 px, the shape's head to the north. The casing is 1.5 px wide all round. */
export function drawGlyph(context: CanvasContext, glyph: Glyph, palette: Palette): void {
  context.lineJoin = "round";
  switch (glyph) {
    case Glyph.Arrow: return filled(context, palette, palette.live, () => polygon(context, arrow));
    case Glyph.Dot: return filled(context, palette, palette.live, () => circle(context, RING));
    case Glyph.Diamond: return filled(context, palette, palette.live, () => polygon(context, diamond));
    case Glyph.HollowArrow: return hollow(context, palette, palette.delayed, () => polygon(context, hollowArrow));
    case Glyph.HollowDot: return hollow(context, palette, palette.delayed, () => circle(context, RING));
    case Glyph.HollowDiamond: return hollow(context, palette, palette.delayed, () => polygon(context, hollowDiamond));
    case Glyph.BrokenRing:
      hollow(context, palette, palette.stale, () => circle(context, RING), [5.6, 3.04], 2.8);
      return;
    case Glyph.Cross:
      cross(context);
      context.lineCap = "round";
      stroke(context, palette.casing, 6);
      stroke(context, palette.offline, 3);
  }
}

export type CanvasContext = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

function filled(context: CanvasContext, palette: Palette, colour: string, path: () => void): void {
  path();
  stroke(context, palette.casing, 3);
  context.fillStyle = colour;
  context.fill();
}

function hollow(context: CanvasContext, palette: Palette, colour: string, path: () => void, dash: number[] = [], offset = 0): void {
  path();
  stroke(context, palette.casing, 5.6);
  context.fillStyle = palette.casing;
  context.fill();
  context.setLineDash(dash);
  context.lineDashOffset = offset;
  stroke(context, colour, 2.6);
}

function stroke(context: CanvasContext, colour: string, width: number): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke();
}

function circle(context: CanvasContext, radius: number): void {
  context.beginPath();
  context.arc(0, 0, radius, 0, 2 * Math.PI);
}

function polygon(context: CanvasContext, points: readonly number[]): void {
  context.beginPath();
  for (let i = 0; i < points.length; i += 2) context.lineTo(points[i]!, points[i + 1]!);
  context.closePath();
}

function cross(context: CanvasContext): void {
  context.beginPath();
  context.moveTo(-CROSS, -CROSS);
  context.lineTo(CROSS, CROSS);
  context.moveTo(CROSS, -CROSS);
  context.lineTo(-CROSS, CROSS);
}
