/** One `@font-face` of the page, for a worker to load on its own. */
export interface FontSource {
  readonly family: string;
  readonly source: string;
  readonly weight: string;
  readonly style: string;
  readonly unicodeRange: string;
}

/**
 * The page's faces of the families that `font` names, as far as the page has needed them: it shows the same texts. Style sheets of other
 * origins do not say what is in them.
 */
export function fontSources(font: string): FontSource[] {
  const wanted = new Set(font.split(",").map(bare));
  const needed = new Set([...document.fonts].filter(({ status }) => status === "loaded").map(keyOf));
  return [...document.styleSheets].flatMap(facesOf).filter((face) => wanted.has(bare(face.family)) && needed.has(keyOf(face)));
}

/** The same fonts in a worker. */
export class WorkerFonts {
  readonly #set: FontFaceSet;
  #known = "";
  #faces: FontFace[] = [];
  #generation = 0;

  constructor(set: FontFaceSet) {
    this.#set = set;
  }

  /** What to write before the family; empty as long as nothing is loaded. */
  get prefix(): string { return this.#faces.length === 0 ? "" : `${this.#name}, `; }

  /** Loads what is not there yet; true = texts look different now. */
  async use(fonts: readonly FontSource[]): Promise<boolean> {
    const key = JSON.stringify(fonts);
    if (key === this.#known) return false;
    this.#known = key;
    // Each time under another name: a canvas in a worker goes on with what it once took for a name, even when its font has come since.
    this.#generation++;
    const faces = fonts.map(({ source, weight, style, unicodeRange }) => new FontFace(this.#name, source, { weight, style, unicodeRange }));
    await Promise.allSettled(faces.map((face) => face.load()));
    if (key !== this.#known) return false; // overtaken
    for (const face of this.#faces) this.#set.delete(face);
    this.#faces = faces.filter(({ status }) => status === "loaded");
    for (const face of this.#faces) this.#set.add(face);
    return true;
  }

  get #name(): string { return `page-${this.#generation}`; }
}

function keyOf({ family, weight, style, unicodeRange }: { family: string; weight: string; style: string; unicodeRange: string }): string {
  return `${bare(family)} ${weight} ${style} ${unicodeRange.replace(/\s/g, "").toUpperCase()}`;
}

function facesOf(sheet: CSSStyleSheet): FontSource[] {
  let rules: CSSRuleList;
  try {
    rules = sheet.cssRules;
  } catch {
    return [];
  }
  return [...rules].filter((rule) => rule instanceof CSSFontFaceRule).map(({ style }) => ({
    family: style.getPropertyValue("font-family"),
    source: absolute(style.getPropertyValue("src"), sheet.href ?? document.baseURI),
    weight: style.getPropertyValue("font-weight") || "normal",
    style: style.getPropertyValue("font-style") || "normal",
    unicodeRange: style.getPropertyValue("unicode-range") || "U+0-10FFFF",
  }));
}

function absolute(source: string, base: string): string {
  return source.replace(/url\(\s*(["']?)(.*?)\1\s*\)/g, (_, __, address: string) => `url("${new URL(address, base).href}")`);
}

function bare(family: string): string {
  return family.trim().replace(/^["']|["']$/g, "");
}
