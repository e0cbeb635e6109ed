import { nearestCopy } from "../geo/mercator";
import type { DrawList } from "./drawList";
import type { CanvasFrame } from "./frame";
import type { CanvasContext } from "./glyphs";
import { TAIL } from "./history";
import type { Palette } from "./palette";
import type { Picture } from "./picture";
import type { TrailColumns } from "./trail";

const DASH = [5, 5];
/** More are no tails but a net, and cost more than all glyphs. */
const MOST_TAILS = 3000;

/** What lies below the glyphs is painted after them, behind what is there. */
export function behind(context: CanvasContext, paint: () => void): void {
  context.globalCompositeOperation = "destination-over";
  paint();
  context.globalCompositeOperation = "source-over";
  context.globalAlpha = 1;
  context.setLineDash([]);
}

/** The way of the vehicle at (x, y) on the canvas, fading into the past; dashed where nobody saw it. */
export function drawTrail(context: CanvasContext, trail: TrailColumns, frame: CanvasFrame, x: number, y: number, palette: Palette): void {
  const { scale } = frame;
  const count = trail.x.length;
  const xs = new Float64Array(count + 1);
  const ys = new Float64Array(count + 1);
  xs[count] = x;
  ys[count] = y;
  // From the vehicle backwards, so that the copy of the world that it is drawn in decides.
  for (let i = count - 1; i >= 0; i--) {
    xs[i] = nearestCopy((trail.x[i]! * scale - frame.left) / scale, xs[i + 1]! / scale) * scale;
    ys[i] = trail.y[i]! * scale - frame.top;
  }
  const each = (draw: (i: number, freshness: number) => void): void => {
    for (let i = count; i > 0; i--) draw(i, trail.freshness[i - 1]!);
  };
  const line = (i: number, width: number, colour: string, alpha: number): void => {
    context.globalAlpha = alpha;
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.setLineDash(trail.gaps[i] === 1 ? DASH : []);
    context.beginPath();
    context.moveTo(xs[i - 1]!, ys[i - 1]!);
    context.lineTo(xs[i]!, ys[i]!);
    context.stroke();
  };
  context.lineCap = "butt"; // what shines through must not overlap at its ends
  each((i, freshness) => line(i, 1.4 + 1.6 * freshness, palette.ink, 0.35 + 0.55 * freshness));
  context.lineCap = "round";
  each((i) => line(i, 6, palette.casing, 0.8));
}

/** The last few points of everyone listed, as thin lines. */
export function drawTails(context: CanvasContext, picture: Picture, list: DrawList, frame: CanvasFrame, palette: Palette): void {
  if (list.count > MOST_TAILS) return;
  context.beginPath();
  for (let i = 0; i < list.count; i++) {
    const slot = list.slots[i]!;
    const { tails } = picture;
    if (Number.isNaN(tails[slot * 2 * TAIL]!)) continue;
    const { x, y } = picture.glide.target(slot);
    // Tails are told from where the vehicle is going to.
    const dx = list.x[i]! + (x - picture.glide.x[slot]!) * frame.scale;
    const dy = list.y[i]! + (y - picture.glide.y[slot]!) * frame.scale;
    context.moveTo(list.x[i]!, list.y[i]!);
    for (let k = slot * 2 * TAIL; k < (slot + 1) * 2 * TAIL && !Number.isNaN(tails[k]!); k += 2) {
      context.lineTo(dx + tails[k]! * frame.scale, dy + tails[k + 1]! * frame.scale);
    }
  }
  context.lineJoin = "round";
  context.lineCap = "round";
  context.globalAlpha = 0.45;
  context.strokeStyle = palette.live;
  context.lineWidth = 2;
  context.stroke();
}
