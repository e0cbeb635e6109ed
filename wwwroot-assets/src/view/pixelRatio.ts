/** Calls back when the screen's pixel ratio changes: browser zoom, or a window moved to another monitor. Returns how to stop. */
export function onPixelRatioChange(callback: () => void): () => void {
  let query: MediaQueryList;
  const watch = (): void => {
    // A query can only say that the ratio is no longer this one.
    query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    query.addEventListener("change", changed, { once: true });
  };
  const changed = (): void => {
    callback();
    watch();
  };
  watch();
  return () => query.removeEventListener("change", changed);
}
