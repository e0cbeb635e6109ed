import type { CanvasFrame } from "./frame";
import type { WrittenNames } from "./labels";

/** The boxes of the base map's names as they lie on a frame: left, top, right and bottom of each. */
export function writtenOn(names: WrittenNames | null, frame: CanvasFrame): Float32Array {
  // Painted at another zoom: about to be painted anew.
  if (names === null || names.frame.scale !== frame.scale) return new Float32Array(0);
  const dx = names.frame.left - frame.left;
  const dy = names.frame.top - frame.top;
  return Float32Array.from(names.boxes.flatMap(({ left, top, right, bottom }) => [left + dx, top + dy, right + dx, bottom + dy]));
}
