import type { CanvasContext } from "./glyphs";
import type { Palette } from "./palette";

/** The corner brackets of a selected vehicle around (x, y); `scale` 1 belongs to 20-px glyphs. */
export function drawBrackets(context: CanvasContext, x: number, y: number, scale: number, palette: Palette): void {
  const far = 15 * scale;
  const near = 9 * scale;
  context.lineCap = "butt";
  context.lineJoin = "miter";
  context.beginPath();
  for (const [sx, sy] of [[-1, -1], [1, -1], [1, 1], [-1, 1]] as const) {
    context.moveTo(x + sx * far, y + sy * near);
    context.lineTo(x + sx * far, y + sy * far);
    context.lineTo(x + sx * near, y + sy * far);
  }
  context.strokeStyle = palette.casing;
  context.lineWidth = 5.5;
  context.stroke();
  context.strokeStyle = palette.ink;
  context.lineWidth = 2.5;
  context.stroke();
}

/** The thin ring of a vehicle that is being pointed at. */
export function drawHoverRing(context: CanvasContext, x: number, y: number, scale: number, palette: Palette): void {
  context.beginPath();
  context.arc(x, y, 13 * scale, 0, 2 * Math.PI);
  context.globalAlpha = 0.6;
  context.strokeStyle = palette.ink;
  context.lineWidth = 1.5;
  context.stroke();
  context.globalAlpha = 1;
}
