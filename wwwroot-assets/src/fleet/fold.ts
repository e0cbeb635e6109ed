const PLAIN = /^[\x20-\x7e]*$/;

/** Makes texts comparable exactly as the server's SearchFolding does: lower case, no diacritics. */
export function fold(text: string): string {
  // Most names; a hundred thousand of the others take a fifth of a second.
  if (PLAIN.test(text)) return text.toLowerCase();
  const bare = text.normalize("NFD").replace(/\p{Mn}+/gu, "");
  // Letter by letter: JavaScript's lower case of a whole word writes a Greek sigma at its end differently, the server's does not.
  return Array.from(bare, (letter) => letter.toLowerCase()).join("").normalize("NFC");
}
