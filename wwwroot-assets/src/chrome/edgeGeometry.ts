export interface Size { width: number; height: number }
export interface Insets { left: number; top: number; right: number; bottom: number }
export interface PillPlace { left: number; top: number; /** Degrees clockwise from up, from the pill to the target. */ angle: number }

/**
 * Where a pill for a target outside the view lies: where the line from the view's middle to the target leaves the view, kept inside
 * the insets. Null when the target is in view. CSS pixels of the map's container.
 */
export function placePill(view: Size, insets: Insets, pill: Size, x: number, y: number): PillPlace | null {
  if (x >= 0 && y >= 0 && x <= view.width && y <= view.height) return null;
  const midX = view.width / 2;
  const midY = view.height / 2;
  const dx = x - midX;
  const dy = y - midY;
  const share = Math.min(dx === 0 ? Infinity : midX / Math.abs(dx), dy === 0 ? Infinity : midY / Math.abs(dy));
  const left = clamp(midX + dx * share - pill.width / 2, insets.left, view.width - insets.right - pill.width);
  const top = clamp(midY + dy * share - pill.height / 2, insets.top, view.height - insets.bottom - pill.height);
  return { left, top, angle: angleTo(x - left - pill.width / 2, y - top - pill.height / 2) };
}

/** Moves a pill off those already placed: down the side, or up again when the bottom is reached. */
export function avoid(place: PillPlace, pill: Size, placed: readonly (PillPlace & Size)[], view: Size, insets: Insets): PillPlace {
  const free = (top: number): boolean => placed.every((other) =>
    place.left >= other.left + other.width || place.left + pill.width <= other.left || top >= other.top + other.height || top + pill.height <= other.top);
  const step = pill.height + 4;
  const bottom = view.height - insets.bottom - pill.height;
  for (let top = place.top; top <= bottom; top += step) if (free(top)) return { ...place, top };
  for (let top = place.top; top >= insets.top; top -= step) if (free(top)) return { ...place, top };
  return place;
}

function angleTo(dx: number, dy: number): number {
  return (Math.atan2(dx, -dy) * 180) / Math.PI;
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
