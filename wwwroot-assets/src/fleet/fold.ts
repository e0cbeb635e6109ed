/**
 * Makes texts comparable the way the server does: lower case, no diacritics.
 * JavaScript alone writes a sigma at a word's end as "ς"; the server's lower case does not know words.
 */
export function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}+/gu, "").toLowerCase().normalize("NFD").replace(/\p{M}+/gu, "").replaceAll("ς", "σ");
}
