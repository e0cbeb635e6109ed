/** Device pixels to spend on a canvas; more and software rasterisers and phones slow down. */
const BUDGET = 4_500_000;

/** How far the canvas reaches beyond the view on each side, as a share of the view. */
export function paddingFor(width: number, height: number, ratio: number): number {
  const share = (Math.sqrt(BUDGET / (width * height * ratio * ratio)) - 1) / 2;
  return Math.min(0.5, Math.max(0.1, share));
}
