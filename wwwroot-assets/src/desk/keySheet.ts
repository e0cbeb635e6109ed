// The sheet of keys (KeySheet.razor) is the same for everybody: the browser shows it without asking the server.

/** Shows the sheet, on pages that have keys. */
export function showKeySheet(): void {
  const sheet = document.querySelector<HTMLDialogElement>("#key-sheet");
  if (sheet !== null && !sheet.open && document.querySelector("[data-keys]")) sheet.showModal();
}

export function watchKeySheet(options: AddEventListenerOptions): void {
  document.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element)) return;
    if (target.closest("[data-keys]")) showKeySheet();
    const sheet = target.closest<HTMLDialogElement>("#key-sheet");
    // Its backdrop counts as the dialog itself.
    if (sheet !== null && (target === sheet || target.closest("[data-close]"))) sheet.close();
  }, options);
}
