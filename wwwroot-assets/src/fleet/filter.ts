/** Bit masks over the numbers of Connection and Motion (0 = every one), and a search text. */
export interface Filter {
  readonly connections: number;
  readonly motions: number;
  readonly text: string;
}

export const noFilter: Filter = { connections: 0, motions: 0, text: "" };

/** `haystack` is what `searchText` made of the vehicle. */
export function passes(filter: Filter, connection: number, motion: number, haystack: string): boolean {
  if (filter.connections !== 0 && (filter.connections & (1 << connection)) === 0) return false;
  if (filter.motions !== 0 && (filter.motions & (1 << motion)) === 0) return false;
  return filter.text === "" || haystack.includes(filter.text);
}
