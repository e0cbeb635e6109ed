/** Device pixels to spend on a canvas; more and software rasterisers and phones slow down. */
const BUDGET = 3_000_000;
/** Gigabytes; machines with less get half. */
const PLENTY = 2;

/** How far the canvas reaches beyond the view on each side, as a share of the view. `memory` is the machine's, gigabytes. */
export function paddingFor(width: number, height: number, ratio: number, memory = 8): number {
  const budget = memory <= PLENTY ? BUDGET / 2 : BUDGET;
  const share = (Math.sqrt(budget / (width * height * ratio * ratio)) - 1) / 2;
  return Math.min(0.5, Math.max(0.1, share));
}
