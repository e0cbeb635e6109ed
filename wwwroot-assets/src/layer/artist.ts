import { Blitter } from "./blitter";
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
  readonly #canvas = new OffscreenCanvas(1, 1);
  readonly #context: OffscreenCanvasRenderingContext2D;
  #style: Style;
  readonly #sprites = new Map<number, Sprites>(); // by pixel ratio: pictures are coarser while the map moves
  #clusters: ClusterSprites;
  #blitter: Blitter | null = null;

  constructor(style: Style) {
    // Of the blitter's pixels and the labels' the former are many more: they stay in memory that is cheap to reach.
    this.#context = this.#canvas.getContext("2d", { willReadFrequently: true })!;
    this.#style = style;
    this.#clusters = new ClusterSprites(style.palette, style.ratio);
    this.#labels = new Labels(this.#picture, style.palette, style.ratio, style.scale);
  }

  restyle(style: Style): void {
    const { palette, scale, ratio } = style;
    this.#style = style;
    this.#sprites.clear();
    this.#clusters = new ClusterSprites(palette, ratio);
    this.#labels.restyle(palette, ratio, scale);
    this.#blitter = null;
  }

  draw(request: DrawRequest): Drawing {
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
    this.#prepare(frame.width * frame.ratio, frame.height * frame.ratio);
    const coarse = this.#list.count > MOST_SMOOTH;
    if (coarse) this.#blit(frame, sprites);
    else this.#drawSmoothly(frame.ratio, sprites);
    this.#context.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0);
    this.#drawWays(request);
    this.#drawRings(rings, counts);
    this.#drawMarked(this.#context, sprites);
    this.#labels.draw(this.#context, this.#list, rings, request);
    return {
      frame, image: this.#canvas.transferToImageBitmap(), hits: buildHitIndex(this.#list, frame.width, frame.height), rings,
      drawn: this.#list.count + rings.totals.reduce((sum, total) => sum + total, 0),
      coarse, pixels: this.#pace.pixels, degrees: this.#pace.degrees, cost: performance.now() - start,
    };
  }

  /** An empty canvas of this size; after each transfer it is empty by itself. */
  #prepare(width: number, height: number): void {
    if (this.#canvas.width !== Math.round(width)) this.#canvas.width = Math.round(width);
    if (this.#canvas.height !== Math.round(height)) this.#canvas.height = Math.round(height);
  }

  #spritesFor(ratio: number): Sprites {
    let sprites = this.#sprites.get(ratio);
    if (sprites === undefined) this.#sprites.set(ratio, (sprites = new Sprites(this.#style.palette, this.#style.scale, ratio)));
    return sprites;
  }

  #drawSmoothly(ratio: number, sprites: Sprites): void {
    const { count, x, y, sprites: keys } = this.#list;
    const { reach } = sprites;
    this.#context.setTransform(ratio, 0, 0, ratio, 0, 0);
    for (let i = 0; i < count; i++) this.#context.drawImage(sprites.image(keys[i]!), x[i]! - reach, y[i]! - reach, reach * 2, reach * 2);
  }

  #blit({ width, height, ratio }: CanvasFrame, sprites: Sprites): void {
    const { x, y, sprites: keys, count } = this.#list;
    const { reach } = sprites;
    // Centres lie up to `reach` outside, and a sprite reaches as far again.
    const margin = 2 * Math.ceil(reach * ratio) + 2;
    const blitter = this.#blitterFor(this.#canvas.width, this.#canvas.height, margin);
    const cell = thinningCell(count);
    const kept = cell === 0 ? null : this.#thinning.keep(this.#list, cell, width, height, reach);
    const number = kept?.length ?? count;
    for (let k = 0; k < number; k++) {
      const i = kept === null ? k : kept[k]!;
      blitter.blit(sprites.pixels(keys[i]!, blitter.stride), Math.round(x[i]! * ratio), Math.round(y[i]! * ratio));
    }
    this.#context.putImageData(blitter.image, -margin, -margin);
  }

  #blitterFor(width: number, height: number, margin: number): Blitter {
    const { image, margin: its } = this.#blitter ?? {};
    if (this.#blitter !== null && image!.width === width + 2 * margin && image!.height === height + 2 * margin && its === margin) this.#blitter.clear();
    else this.#blitter = new Blitter(width, height, margin, this.#blitter);
    return this.#blitter;
  }

  #drawWays({ frame, tails, trail, selected }: DrawRequest): void {
    if (!tails && trail === null) return;
    behind(this.#context, () => {
      const { count, slots, x, y } = this.#list;
      for (let i = count - 1; i >= 0 && trail !== null; i--) {
        if (slots[i] === selected[0]) drawTrail(this.#context, trail, frame, x[i]!, y[i]!, this.#style.palette);
      }
      if (tails) drawTails(this.#context, this.#picture, this.#list, frame, this.#style.palette);
    });
  }

  #drawRings({ x, y, totals }: Rings, counts: readonly Int32Array[]): void {
    for (let i = 0; i < totals.length; i++) {
      // In whole pixels: numbers are to be read.
      this.#context.drawImage(this.#clusters.get(counts[i]!, totals[i]!), Math.round(x[i]! - RING_REACH), Math.round(y[i]! - RING_REACH), 2 * RING_REACH, 2 * RING_REACH);
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
