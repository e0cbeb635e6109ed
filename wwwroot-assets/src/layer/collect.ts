import { DrawList } from "./drawList";
import type { CanvasFrame } from "./frame";
import { GLYPHS, type Glyph } from "./glyphs";
import type { Pace } from "./pace";
import type { Picture } from "./picture";
import { HEADING_STEPS, spriteKey } from "./sprites";

/** After all glyphs come those that were lost while they moved, and then the selected ones. */
const LOST = GLYPHS;
const LAST = LOST + 1;

/**
 * Lists what is on the canvas, lowest layer first, in every copy of the world that shows. `margin`: how far outside its centre
 * may lie, CSS pixels. Tells the pace how fast what is listed moves.
 */
export function collect(picture: Picture, frame: CanvasFrame, margin: number, list: DrawList, pace: Pace): void {
  const { glide, clusters } = picture;
  const { left, top, width, height, scale } = frame;
  list.count = 0;
  found.count = 0;
  ranks.fill(0);
  for (let slot = 0; slot < picture.top; slot++) {
    if (!picture.isShown(slot) || clusters.hides(slot)) continue;
    const y = glide.y[slot]! * scale - top;
    if (y < -margin || y > height + margin) continue;
    let x = glide.x[slot]! * scale - left;
    x += Math.ceil((-margin - x) / scale) * scale;
    if (x > width + margin) continue;
    const glyph = picture.glyphOf(slot);
    const key = spriteKey(glyph, glide.course[slot]!);
    const rank = rankOf(picture, slot, glyph);
    if (glide.isMoving(slot)) pace.moves(glide.speed(slot) * scale, glide.turning(slot));
    for (; x <= width + margin; x += scale) {
      found.add(slot, x, y, key);
      ranks[rank]!++;
    }
  }
  sort(picture, list);
}

// Reused from drawing to drawing.
const found = new DrawList();
const ranks = new Int32Array(LAST + 1);

function rankOf(picture: Picture, slot: number, glyph: Glyph): number {
  return picture.selected.has(slot) ? LAST : picture.isAlerting(slot) ? LOST : glyph;
}

/** A counting sort by rank. */
function sort(picture: Picture, list: DrawList): void {
  const next = new Int32Array(LAST + 1);
  for (let rank = 1; rank <= LAST; rank++) next[rank] = next[rank - 1]! + ranks[rank - 1]!;
  for (let i = 0; i < found.count; i++) list.add(0, 0, 0, 0);
  for (let i = 0; i < found.count; i++) {
    const slot = found.slots[i]!;
    const to = next[rankOf(picture, slot, Math.floor(found.sprites[i]! / HEADING_STEPS) as Glyph)]!++;
    list.slots[to] = slot;
    list.x[to] = found.x[i]!;
    list.y[to] = found.y[i]!;
    list.sprites[to] = found.sprites[i]!;
  }
}
