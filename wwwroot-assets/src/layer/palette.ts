/** What the canvas needs of the tokens, read from the element so that theme and `frozen` need no second table. */
export interface Palette {
  readonly live: string;
  readonly delayed: string;
  readonly stale: string;
  readonly offline: string;
  readonly alert: string;
  readonly alertFill: string;
  readonly casing: string;
  readonly ink: string;
  readonly ink2: string;
  /** Of the names beside glyphs. */
  readonly label: string;
  readonly surface: string;
  readonly land: string;
  readonly font: string;
}

export function readPalette(element: Element, frozen: boolean): Palette {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  const state = (name: string): string => token(frozen ? `--${name}-frozen` : `--${name}`);
  return {
    live: state("live"), delayed: state("delayed"), stale: state("stale"), offline: state("offline"),
    alert: token("--alert"), alertFill: token("--alert-fill"),
    casing: token("--casing"), ink: token("--ink"), ink2: token("--ink-2"), label: token(frozen ? "--ink-2" : "--ink"), surface: token("--surface-1"), land: token("--map-land"),
    font: token("--font") || "sans-serif",
  };
}
