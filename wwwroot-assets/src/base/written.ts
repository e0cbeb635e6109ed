import type { CanvasFrame } from "../layer/frame";

/** Names on a part of the map whose corner lies at `left` and `top`, world pixels at `scale`; their boxes count from there. */
export interface WrittenPart {
  readonly left: number;
  readonly top: number;
  readonly scale: number;
  readonly boxes: Float32Array;
}

/** The boxes as they lie on a frame: left, top, right and bottom of each. */
export function boxesOn(parts: readonly WrittenPart[], frame: CanvasFrame): Float32Array {
  // Painted for another zoom: about to go.
  const here = parts.filter(({ scale, boxes }) => scale === frame.scale && boxes.length > 0);
  const all = new Float32Array(here.reduce((sum, { boxes }) => sum + boxes.length, 0));
  let at = 0;
  for (const { left, top, boxes } of here) {
    for (let i = 0; i < boxes.length; i++) all[at++] = boxes[i]! + (i % 2 === 0 ? left - frame.left : top - frame.top);
  }
  return all;
}
