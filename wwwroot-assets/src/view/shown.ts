/**
 * Tells when nobody can see the page any more, its tab not being open, and when somebody can again. A map without a size is another
 * matter: the list lives on its fleet. Returns what stops it.
 */
export function watchShown(report: (shown: boolean) => void): () => void {
  const tell = (): void => report(!document.hidden);
  if (document.hidden) tell();
  document.addEventListener("visibilitychange", tell);
  return () => document.removeEventListener("visibilitychange", tell);
}
