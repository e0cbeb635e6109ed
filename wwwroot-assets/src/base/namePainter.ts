import type { TileName } from "./nameMap";
import type { PlaceStyle } from "./placeStyle";

export interface NamePalette {
  readonly land: string;
  readonly label: string;
  readonly label2: string;
  /** The family. */
  readonly font: string;
}

type Context = OffscreenCanvasRenderingContext2D;

export function measureName(context: Context, text: string, style: PlaceStyle, font: string): number {
  setFont(context, style, font);
  return context.measureText(text).width;
}

/** Writes names on a tile; the context is already scaled to CSS pixels. */
export function paintNames(context: Context, names: readonly TileName[], palette: NamePalette): void {
  context.textAlign = "center";
  context.lineJoin = "round";
  context.strokeStyle = palette.land;
  context.lineWidth = 3;
  for (const { name: { text, style }, x, y } of names) {
    setFont(context, style, palette.font);
    context.globalAlpha = style.opacity;
    context.strokeText(text, x, y + 4);
    context.fillStyle = style.strong ? palette.label2 : palette.label;
    context.fillText(text, x, y + 4);
  }
  context.globalAlpha = 1;
}

function setFont(context: Context, style: PlaceStyle, font: string): void {
  context.font = `${style.font} ${font}`;
  context.letterSpacing = style.spacing;
}
