/**
 * Writes the desk's query into the address, without an entry of its own in the history. Whoever has gone to another page
 * meanwhile stays there: the server, which asks for this, hears of it only later.
 */
export function writeDeskAddress(query: string): boolean {
  const desk = new URL(query, document.baseURI);
  if (location.pathname !== desk.pathname) return false;
  try {
    history.replaceState(history.state, "", desk);
    linkToDesk()?.setAttribute("href", desk.href);
    return true;
  } catch {
    // Safari allows so many a minute. The next one has it all.
    return false;
  }
}

/** The bar's link to where one is: it has to lead there, not to where the desk was when the server drew it. */
function linkToDesk(): Element | null {
  return document.querySelector(".nav a[aria-current='page']");
}
