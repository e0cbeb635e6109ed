import { Blitter } from "./blitter";
import { CanvasPair } from "./canvasPair";
import { RING_REACH } from "./clusterRing";
import { ClusterSprites } from "./clusterSprites";
import { collect } from "./collect";
import { DrawList } from "./drawList";
import type { DrawRequest, Drawing, Rings, Style } from "./drawing";
import type { CanvasFrame } from "./frame";
import type { CanvasContext } from "./glyphs";
import { buildHitIndex } from "./hitGrid";
import { Labels } from "./labels";
import { drawAlert, drawBrackets, drawHoverRing } from "./marks";
import { Pace } from "./pace";
import { Picture } from "./picture";
import { ringsOf } from "./rings";
import { Sprites } from "./sprites";
import { behind, drawTails, drawTrail } from "./trailPainter";
import { Thinning, thinningCell } from "./thinning";

/** Up to so many, markers move in fractions of pixels; above, in whole ones: the blitter knows no others, and nobody sees them in a crowd. */
const MOST_SMOOTH = 500;

/** Paints all vehicles into one picture. The same code in a worker and, where there are none, on the page's own thread. */
export class Artist {
  readonly #picture = new Picture();
  readonly #list = new DrawList();
  readonly #thinning = new Thinning();
  readonly #pace = new Pace();
  readonly #labels: Labels;
  #style: Style;
  // By pixel ratio: pictures are coarser while the map moves.
  readonly #sprites = new Map<number, Sprites>();
  readonly #canvases = new Map<number, CanvasPair>();
  #clusters: ClusterSprites;
  #blitter: Blitter | null = null;

  constructor(style: Style) {
    this.#style = style;
    this.#clusters = new ClusterSprites(style.palette, style.ratio);
    this.#labels = new Labels(this.#picture, style.palette, style.ratio, style.scale);
  }

  restyle(style: Style): void {
    const { palette, scale, ratio } = style;
    this.#style = style;
    this.#sprites.clear();
    this.#canvases.clear();
    this.#clusters = new ClusterSprites(palette, ratio);
    this.#labels.restyle(palette, ratio, scale);
    this.#blitter = null;
  }

  async draw(request: DrawRequest): Promise<Drawing> {
    const start = performance.now();
    const { frame } = request;
    const picture = this.#picture;
    if (request.cleared) this.#labels.reset();
    picture.take(request);
    picture.glide.advance(request.now);
    this.#pace.reset();
    const sprites = this.#spritesFor(frame.ratio);
    collect(picture, frame, sprites.reach, this.#list, this.#pace);
    const { rings, counts } = ringsOf(picture.clusters, frame, RING_REACH);
    const context = this.#canvasesFor(frame).next();
    context.scale(frame.ratio, frame.ratio);
    const coarse = this.#list.count > MOST_SMOOTH;
    if (coarse) this.#blit(context, frame, sprites);
    else this.#drawSmoothly(context, sprites);
    this.#drawWays(context, request);
    this.#drawRings(context, rings, counts);
    this.#drawMarked(context, sprites);
    this.#labels.draw(context, this.#list, rings, request);
    const image = createImageBitmap(context.canvas);
    const hits = buildHitIndex(this.#list, frame.width, frame.height);
    return {
      frame, image: await image, hits, rings,
      drawn: this.#list.count + rings.totals.reduce((sum, total) => sum + total, 0),
      coarse, pixels: this.#pace.pixels, degrees: this.#pace.degrees, cost: performance.now() - start,
    };
  }

  #canvasesFor({ width, height, ratio }: CanvasFrame): CanvasPair {
    const [columns, rows] = [Math.round(width * ratio), Math.round(height * ratio)];
    let pair = this.#canvases.get(ratio);
    if (pair?.width !== columns || pair.height !== rows) this.#canvases.set(ratio, (pair = new CanvasPair(columns, rows)));
    return pair;
  }

  #spritesFor(ratio: number): Sprites {
    let sprites = this.#sprites.get(ratio);
    if (sprites === undefined) this.#sprites.set(ratio, (sprites = new Sprites(this.#style.palette, this.#style.scale, ratio)));
    return sprites;
  }

  #drawSmoothly(context: CanvasContext, sprites: Sprites): void {
    const { count, x, y, sprites: keys } = this.#list;
    const { reach } = sprites;
    for (let i = 0; i < count; i++) context.drawImage(sprites.image(keys[i]!), x[i]! - reach, y[i]! - reach, reach * 2, reach * 2);
  }

  #blit(context: OffscreenCanvasRenderingContext2D, { width, height, ratio }: CanvasFrame, sprites: Sprites): void {
    const { x, y, sprites: keys, count } = this.#list;
    const { reach } = sprites;
    // Centres lie up to `reach` outside, and a sprite reaches as far again.
    const margin = 2 * Math.ceil(reach * ratio) + 2;
    const blitter = this.#blitterFor(context.canvas.width, context.canvas.height, margin);
    const cell = thinningCell(count);
    const kept = cell === 0 ? null : this.#thinning.keep(this.#list, cell, width, height, reach);
    const number = kept?.length ?? count;
    for (let k = 0; k < number; k++) {
      const i = kept === null ? k : kept[k]!;
      blitter.blit(sprites.pixels(keys[i]!, blitter.stride), Math.round(x[i]! * ratio), Math.round(y[i]! * ratio));
    }
    context.putImageData(blitter.image, -margin, -margin);
  }

  #blitterFor(width: number, height: number, margin: number): Blitter {
    const { image, margin: its } = this.#blitter ?? {};
    if (this.#blitter !== null && image!.width === width + 2 * margin && image!.height === height + 2 * margin && its === margin) this.#blitter.clear();
    else this.#blitter = new Blitter(width, height, margin, this.#blitter);
    return this.#blitter;
  }

  #drawWays(context: CanvasContext, { frame, tails, trail, selected }: DrawRequest): void {
    if (!tails && trail === null) return;
    behind(context, () => {
      const { count, slots, x, y } = this.#list;
      for (let i = count - 1; i >= 0 && trail !== null; i--) {
        if (slots[i] === selected[0]) drawTrail(context, trail, frame, x[i]!, y[i]!, this.#style.palette);
      }
      if (tails) drawTails(context, this.#picture, this.#list, frame, this.#style.palette);
    });
  }

  #drawRings(context: CanvasContext, { x, y, totals }: Rings, counts: readonly Int32Array[]): void {
    for (let i = 0; i < totals.length; i++) {
      // In whole pixels: numbers are to be read.
      context.drawImage(this.#clusters.get(counts[i]!, totals[i]!), Math.round(x[i]! - RING_REACH), Math.round(y[i]! - RING_REACH), 2 * RING_REACH, 2 * RING_REACH);
    }
  }

  /** Who is pointed at, was lost or is selected lies on top of everything, rings included. */
  #drawMarked(context: CanvasContext, sprites: Sprites): void {
    const { selected, hovered } = this.#picture;
    const { count, slots } = this.#list;
    let first = count;
    while (first > 0 && (selected.has(slots[first - 1]!) || this.#picture.isAlerting(slots[first - 1]!))) first--;
    for (let i = 0; i < first && hovered >= 0; i++) if (slots[i] === hovered) this.#drawMark(context, sprites, i);
    for (let i = first; i < count; i++) this.#drawMark(context, sprites, i);
  }

  #drawMark(context: CanvasContext, sprites: Sprites, i: number): void {
    const { scale, palette } = this.#style;
    const { reach } = sprites;
    const { slots, x, y, sprites: keys } = this.#list;
    const selected = this.#picture.selected.has(slots[i]!);
    const alerting = this.#picture.isAlerting(slots[i]!);
    context.drawImage(sprites.image(keys[i]!), x[i]! - reach, y[i]! - reach, reach * 2, reach * 2);
    if (alerting) drawAlert(context, x[i]!, y[i]!, scale, palette);
    if (selected) drawBrackets(context, x[i]!, y[i]!, scale, palette, alerting);
    if (!alerting && !selected) drawHoverRing(context, x[i]!, y[i]!, scale, palette);
  }
}
