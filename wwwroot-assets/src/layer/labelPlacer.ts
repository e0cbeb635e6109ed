import type { BoxGrid } from "./boxGrid";

/** In the order they are tried. */
export const Side = { Right: 0, Left: 1, Above: 2, Below: 3 } as const;
export type Side = (typeof Side)[keyof typeof Side];
const sides: readonly Side[] = [Side.Right, Side.Left, Side.Above, Side.Below];

export interface Box { left: number; top: number; right: number; bottom: number }

/** Where a label of this size lies beside a glyph centred on (x, y), `gap` pixels from the centre. */
export function labelBox(x: number, y: number, width: number, height: number, gap: number, side: Side): Box {
  const left = side === Side.Right ? x + gap : side === Side.Left ? x - gap - width : x - width / 2;
  const top = side === Side.Above ? y - gap - height : side === Side.Below ? y + gap : y - height / 2;
  return { left, top, right: left + width, bottom: top + height };
}

/** The first free side, the one it had before first of all so that labels do not hop; null = drop it. Takes the place. */
export function placeLabel(
  taken: BoxGrid, x: number, y: number, width: number, height: number, gap: number, before: Side | undefined,
): Side | null {
  if (before !== undefined && take(taken, labelBox(x, y, width, height, gap, before))) return before;
  for (const side of sides) {
    if (side !== before && take(taken, labelBox(x, y, width, height, gap, side))) return side;
  }
  return null;
}

function take(taken: BoxGrid, { left, top, right, bottom }: Box): boolean {
  if (!taken.isFree(left, top, right, bottom)) return false;
  taken.add(left, top, right, bottom);
  return true;
}
