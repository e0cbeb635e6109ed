/** Boxes already taken. */
export interface Room {
  add(left: number, top: number, right: number, bottom: number): void;
  isFree(left: number, top: number, right: number, bottom: number): boolean;
}

/** In the order they are tried. */
export const Side = { Right: 0, Left: 1, Above: 2, Below: 3 } as const;
export type Side = (typeof Side)[keyof typeof Side];
const sides: readonly Side[] = [Side.Right, Side.Left, Side.Above, Side.Below];

/** The same, after one that comes first. */
const orders = sides.map((first) => [first, ...sides.filter((side) => side !== first)]);

export interface Box { left: number; top: number; right: number; bottom: number }

/** Where a label of this size lies beside a glyph centred on (x, y), `gap` pixels from the centre. */
export function labelBox(x: number, y: number, width: number, height: number, gap: number, side: Side): Box {
  const left = side === Side.Right ? x + gap : side === Side.Left ? x - gap - width : x - width / 2;
  const top = side === Side.Above ? y - gap - height : side === Side.Below ? y + gap : y - height / 2;
  return { left, top, right: left + width, bottom: top + height };
}

/**
 * The first free side, the one it had before first of all so that labels do not hop; null = drop it. Takes the place. `avoided` (the
 * names of towns) is kept free as long as there is another side.
 */
export function placeLabel(
  taken: Room, avoided: Room | null, x: number, y: number, width: number, height: number, gap: number, before: Side | undefined,
): Side | null {
  let fallback: Side | null = null;
  for (const side of before === undefined ? sides : orders[before]!) {
    const { left, top, right, bottom } = labelBox(x, y, width, height, gap, side);
    if (!taken.isFree(left, top, right, bottom)) continue;
    if (avoided === null || avoided.isFree(left, top, right, bottom)) {
      taken.add(left, top, right, bottom);
      return side;
    }
    fallback ??= side;
  }
  if (fallback !== null) {
    const { left, top, right, bottom } = labelBox(x, y, width, height, gap, fallback);
    taken.add(left, top, right, bottom);
  }
  return fallback;
}
