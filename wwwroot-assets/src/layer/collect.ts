import { DrawList } from "./drawList";
import { GLYPHS, type Glyph, glyphFor } from "./glyphs";
import type { Pace } from "./pace";
import type { CanvasFrame } from "./paddedCanvas";
import type { Scene } from "./scene";
import { HEADING_STEPS, spriteKey } from "./sprites";

const LAST = GLYPHS; // selected vehicles come after all glyphs

/**
 * Lists what is on the canvas, lowest layer first, in every copy of the world that shows. `margin`: how far outside its centre
 * may lie, CSS pixels. Tells the pace how fast what is listed moves.
 */
export function collect(scene: Scene, frame: CanvasFrame, margin: number, list: DrawList, pace: Pace): void {
  const { fleet, glide } = scene;
  const { connection, motion, lastMotion } = fleet.columns;
  const { left, top, width, height, scale } = frame;
  list.count = 0;
  found.count = 0;
  ranks.fill(0);
  for (let slot = 0; slot < fleet.top; slot++) {
    if (!scene.isShown(slot)) continue;
    const y = glide.y[slot]! * scale - top;
    if (y < -margin || y > height + margin) continue;
    let x = glide.x[slot]! * scale - left;
    x += Math.ceil((-margin - x) / scale) * scale;
    if (x > width + margin) continue;
    const course = glide.course[slot]!;
    const glyph = glyphFor(connection[slot]!, motion[slot]!, lastMotion[slot]!, course);
    const key = spriteKey(glyph, course);
    const rank = rankOf(scene, slot, glyph);
    const speed = glide.speed(slot);
    if (speed > 0 || glide.turning(slot) > 0) pace.moves(speed * scale, glide.turning(slot));
    for (; x <= width + margin; x += scale) {
      found.add(slot, x, y, key);
      ranks[rank]!++;
    }
  }
  sort(scene, list);
}

// Reused from drawing to drawing.
const found = new DrawList();
const ranks = new Int32Array(LAST + 1);

function rankOf(scene: Scene, slot: number, glyph: Glyph): number {
  return scene.isSelected(slot) ? LAST : glyph;
}

/** A counting sort by rank. */
function sort(scene: Scene, list: DrawList): void {
  const next = new Int32Array(LAST + 1);
  for (let rank = 1; rank <= LAST; rank++) next[rank] = next[rank - 1]! + ranks[rank - 1]!;
  for (let i = 0; i < found.count; i++) list.add(0, 0, 0, 0);
  for (let i = 0; i < found.count; i++) {
    const slot = found.slots[i]!;
    const to = next[rankOf(scene, slot, Math.floor(found.sprites[i]! / HEADING_STEPS) as Glyph)]!++;
    list.slots[to] = slot;
    list.x[to] = found.x[i]!;
    list.y[to] = found.y[i]!;
    list.sprites[to] = found.sprites[i]!;
  }
}
