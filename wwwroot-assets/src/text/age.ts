const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** An age the way every panel writes it: `8 s`, `2 m 41`, `25 m`, `16 h 12`, `3 d`. Below zero counts as zero. */
export function formatAge(milliseconds: number): string {
  if (!(milliseconds > 0)) return "0 s";
  if (milliseconds < MINUTE) return `${Math.floor(milliseconds / SECOND)} s`;
  const minutes = Math.floor(milliseconds / MINUTE);
  if (minutes < 10) return `${minutes} m ${two((milliseconds % MINUTE) / SECOND)}`;
  if (minutes < 60) return `${minutes} m`;
  if (milliseconds < 2 * DAY) return `${Math.floor(milliseconds / HOUR)} h ${two((milliseconds % HOUR) / MINUTE)}`;
  return `${Math.floor(milliseconds / DAY)} d`;
}

function two(value: number): string {
  return String(Math.floor(value)).padStart(2, "0");
}
