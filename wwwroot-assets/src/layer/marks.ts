import type { CanvasContext } from "./glyphs";
import type { Palette } from "./palette";

/** The corner brackets of a selected vehicle around (x, y); `scale` 1 belongs to 20-px glyphs, `wide` leaves room for a ring. */
export function drawBrackets(context: CanvasContext, x: number, y: number, scale: number, palette: Palette, wide: boolean): void {
  const far = (wide ? 18 : 15) * scale;
  const near = (wide ? 12 : 9) * scale;
  context.lineCap = "butt";
  context.lineJoin = "miter";
  context.beginPath();
  for (const [sx, sy] of [[-1, -1], [1, -1], [1, 1], [-1, 1]] as const) {
    context.moveTo(x + sx * far, y + sy * near);
    context.lineTo(x + sx * far, y + sy * far);
    context.lineTo(x + sx * near, y + sy * far);
  }
  stroke(context, palette.casing, 5.5);
  stroke(context, palette.ink, 2.5);
}

/** The ring and the badge of a vehicle that was lost while it moved. */
export function drawAlert(context: CanvasContext, x: number, y: number, scale: number, palette: Palette): void {
  circle(context, x, y, 13 * scale);
  stroke(context, palette.casing, 5);
  stroke(context, palette.alert, 2.5);
  const [badgeX, badgeY] = [x + 10 * scale, y - 11 * scale];
  circle(context, badgeX, badgeY, 6.5);
  context.fillStyle = palette.alertFill;
  context.fill();
  stroke(context, palette.casing, 1.5);
  context.lineCap = "round";
  context.beginPath();
  context.moveTo(badgeX, badgeY - 3.4);
  context.lineTo(badgeX, badgeY + 0.8);
  context.moveTo(badgeX, badgeY + 3.1);
  context.lineTo(badgeX, badgeY + 3.3);
  stroke(context, "#fff", 2);
}

/** The thin ring of a vehicle that is being pointed at. */
export function drawHoverRing(context: CanvasContext, x: number, y: number, scale: number, palette: Palette): void {
  circle(context, x, y, 13 * scale);
  context.globalAlpha = 0.6;
  stroke(context, palette.ink, 1.5);
  context.globalAlpha = 1;
}

function circle(context: CanvasContext, x: number, y: number, radius: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
}

function stroke(context: CanvasContext, colour: string, width: number): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke();
}
