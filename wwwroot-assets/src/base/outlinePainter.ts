import type { OutlineKind } from "./outlineData";

export interface OutlinePalette {
  readonly urban: string;
  readonly land: string;
  readonly water: string;
  readonly border: string;
}

/** A shape of a tile: rings or lines, in tile units. */
export interface TileShape {
  readonly kind: OutlineKind;
  readonly lines: readonly (readonly (readonly number[])[])[];
}

/** How the tile units become pixels; a tile of a higher zoom shows a part of its ancestor. */
export interface TileScale {
  readonly factor: number;
  readonly x: number;
  readonly y: number;
}

/** Paints one tile of `size` CSS pixels at the map's zoom. The context is already scaled to CSS pixels. */
export function paintOutline(
  context: OffscreenCanvasRenderingContext2D, shapes: readonly TileShape[], scale: TileScale, size: number, zoom: number, palette: OutlinePalette,
  paintTowns: () => void,
): void {
  context.fillStyle = palette.water;
  context.fillRect(0, 0, size, size);
  context.lineJoin = context.lineCap = "round";

  trace(context, shapes, "land", scale, true);
  context.fillStyle = palette.land;
  context.fill();

  paintTowns();

  trace(context, shapes, "lake", scale, true);
  context.fillStyle = palette.water;
  context.fill();

  if (zoom >= 4) {
    trace(context, shapes, "river", scale, false);
    context.strokeStyle = palette.water;
    context.lineWidth = Math.min(6, Math.max(0.75, (zoom - 3) * 0.55));
    context.stroke();
  }

  trace(context, shapes, "border", scale, false);
  context.strokeStyle = palette.border;
  context.globalAlpha = zoom < 5 ? 0.55 : 0.8;
  context.lineWidth = zoom < 5 ? 0.8 : 1.2;
  context.lineCap = "butt";
  if (zoom >= 6) context.setLineDash([6, 3, 1.5, 3]);
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
}

function trace(context: OffscreenCanvasRenderingContext2D, shapes: readonly TileShape[], kind: OutlineKind, scale: TileScale, closed: boolean): void {
  context.beginPath();
  for (const shape of shapes) {
    if (shape.kind !== kind) continue;
    for (const line of shape.lines) {
      if (kind === "river") smooth(context, line, scale);
      else straight(context, line, scale);
      if (closed) context.closePath();
    }
  }
}

function straight(context: OffscreenCanvasRenderingContext2D, line: readonly (readonly number[])[], { factor, x, y }: TileScale): void {
  line.forEach((point, i) => {
    const px = point[0]! * factor - x;
    const py = point[1]! * factor - y;
    if (i === 0) context.moveTo(px, py);
    else context.lineTo(px, py);
  });
}

/** Rivers are known at few points: curves through the middles of their segments look like water. */
function smooth(context: OffscreenCanvasRenderingContext2D, line: readonly (readonly number[])[], scale: TileScale): void {
  if (line.length < 3) return straight(context, line, scale);
  const { factor, x, y } = scale;
  context.moveTo(line[0]![0]! * factor - x, line[0]![1]! * factor - y);
  for (let i = 1; i < line.length - 1; i++) {
    const [cx, cy] = [line[i]![0]! * factor - x, line[i]![1]! * factor - y];
    const [nx, ny] = [line[i + 1]![0]! * factor - x, line[i + 1]![1]! * factor - y];
    const last = i === line.length - 2;
    context.quadraticCurveTo(cx, cy, last ? nx : (cx + nx) / 2, last ? ny : (cy + ny) / 2);
  }
}
