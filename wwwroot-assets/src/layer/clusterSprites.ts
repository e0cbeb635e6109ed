import { arcsOf, drawRing, formatCount, RING_REACH } from "./clusterRing";
import type { Palette } from "./palette";
import { paint } from "./sprites";

const CAPACITY = 2000;
/** Steps in which a ring shows a share: finer ones nobody could tell. */
const STEPS = 16;

/** Rings, painted once for each number and mix of states. */
export class ClusterSprites {
  readonly #palette: Palette;
  readonly #ratio: number;
  readonly #images = new Map<string, CanvasImageSource>();

  constructor(palette: Palette, ratio: number) {
    this.#palette = palette;
    this.#ratio = ratio;
  }

  get(counts: Int32Array, total: number): CanvasImageSource {
    const text = formatCount(total);
    // What is there at all has a share.
    const shares = Array.from(counts, (count) => Math.ceil((count / total) * STEPS));
    const key = `${text} ${shares.join(" ")}`;
    let image = this.#images.get(key);
    if (image === undefined) {
      if (this.#images.size >= CAPACITY) this.#images.clear();
      image = paint(2 * RING_REACH, 2 * RING_REACH, this.#ratio, (context) => {
        context.translate(RING_REACH, RING_REACH);
        drawRing(context, arcsOf(shares), text, this.#palette);
      });
      this.#images.set(key, image);
    }
    return image;
  }
}
