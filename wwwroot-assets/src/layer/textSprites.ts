import type { Palette } from "./palette";
import { paint } from "./sprites";

export interface TextSprite {
  readonly image: CanvasImageSource;
  /** CSS pixels, without the halo's margin. */
  readonly width: number;
  readonly height: number;
  /** From the picture's corner to the text's. */
  readonly margin: number;
}

const HALO = 3.5;
const LINE = 16;
const CAPACITY = 1500;
const MOST_WIDTHS = 50_000;
const SPACE = 4; // between a name and its detail

/** Names and speeds as pictures: stroking a halo for each label in each frame would cost more than all glyphs together. */
export class TextSprites {
  readonly #palette: Palette;
  readonly #ratio: number;
  readonly #measure = new OffscreenCanvas(1, 1).getContext("2d")!;
  readonly #cache = new Map<string, TextSprite>();
  readonly #widths = new Map<string, number>();

  constructor(palette: Palette, ratio: number) {
    this.#palette = palette;
    this.#ratio = ratio;
  }

  /** The size of a label, without painting it: most labels of a crowd find no place. */
  labelSize(text: string, detail: string): { width: number; height: number } {
    const { font } = this.#palette;
    const width = this.#width(`600 12px ${font}`, text) + (detail === "" ? 0 : SPACE + this.#width(`500 12px ${font}`, detail));
    return { width: Math.ceil(width), height: LINE };
  }

  /** A map label with a halo of the land's colour; `detail` (a speed) follows in a lighter weight. */
  label(text: string, detail: string): TextSprite {
    return this.#cached(`l\n${text}\n${detail}`, () => {
      const { font, label, ink2, land } = this.#palette;
      const strong = `600 12px ${font}`;
      const light = `500 12px ${font}`;
      const { width, height } = this.labelSize(text, detail);
      return this.#sprite(width, height, HALO, (context) => {
        context.lineJoin = "round";
        context.strokeStyle = land;
        context.lineWidth = HALO;
        const write = (content: string, style: string, colour: string, x: number): void => {
          context.font = style;
          context.strokeText(content, x, 12);
          context.fillStyle = colour;
          context.fillText(content, x, 12);
        };
        write(text, strong, label, 0);
        if (detail !== "") write(detail, light, ink2, this.#width(strong, text) + SPACE);
      });
    });
  }

  /** The plate of a selected vehicle: the name, and below it what must be known before trusting the position. */
  plate(text: string, detail: string, detailColour: string): TextSprite {
    return this.#cached(`p\n${text}\n${detail}\n${detailColour}`, () => {
      const { font, ink, surface } = this.#palette;
      const strong = `600 13px ${font}`;
      const light = `500 12px ${font}`;
      const inner = Math.max(this.#width(strong, text), detail === "" ? 0 : this.#width(light, detail));
      const width = Math.ceil(inner) + 23;
      const height = detail === "" ? 27 : 43;
      return this.#sprite(width, height, 10, (context) => {
        context.shadowColor = "rgb(0 0 0 / .3)";
        context.shadowBlur = 8 * this.#ratio;
        context.shadowOffsetY = 2 * this.#ratio;
        context.fillStyle = surface;
        context.beginPath();
        context.roundRect(0.75, 0.75, width - 1.5, height - 1.5, 4);
        context.fill();
        context.shadowColor = "transparent";
        context.strokeStyle = ink;
        context.lineWidth = 1.5;
        context.stroke();
        context.font = strong;
        context.fillStyle = ink;
        context.fillText(text, 11.5, 18);
        context.font = light;
        context.fillStyle = detailColour;
        context.fillText(detail, 11.5, 34);
      });
    });
  }

  #sprite(width: number, height: number, margin: number, draw: Parameters<typeof paint>[3]): TextSprite {
    const image = paint(width + 2 * margin, height + 2 * margin, this.#ratio, (context) => {
      context.translate(margin, margin);
      draw(context);
    });
    return { image, width, height, margin };
  }

  #width(font: string, text: string): number {
    const key = `${font}\n${text}`;
    let width = this.#widths.get(key);
    if (width === undefined) {
      if (this.#widths.size >= MOST_WIDTHS) this.#widths.clear();
      this.#measure.font = font;
      width = this.#measure.measureText(text).width;
      this.#widths.set(key, width);
    }
    return width;
  }

  #cached(key: string, create: () => TextSprite): TextSprite {
    let sprite = this.#cache.get(key);
    if (sprite === undefined) {
      if (this.#cache.size >= CAPACITY) this.#cache.clear();
      sprite = create();
      this.#cache.set(key, sprite);
    }
    return sprite;
  }
}
