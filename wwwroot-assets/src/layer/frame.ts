/** Where a canvas lies in the world. */
export interface CanvasFrame {
  /** World pixels of the canvas's top-left corner. */
  readonly left: number;
  readonly top: number;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** World width in pixels: unit Mercator × scale − left = x on the canvas. */
  readonly scale: number;
  readonly ratio: number;
}

/** The world's width at a zoom, CSS pixels. */
export function scaleOf(zoom: number): number {
  return 256 * 2 ** zoom;
}
