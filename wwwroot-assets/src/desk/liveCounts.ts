/** Longer counts are set smaller, as Components/Fleet/FilterChip.razor does. */
const LONG = 999;
const LONGEST = 9_999;

/** Brings the counts on the filter chips up to date: those the server has begun to show. */
export function drawCounts(counts: Readonly<Record<string, number>>): void {
  for (const cell of document.querySelectorAll<HTMLElement>("[data-count]")) {
    const count = counts[cell.dataset["count"]!];
    const node = cell.firstChild;
    if (count === undefined || node === null || node.nodeValue === String(count) || node.nodeValue === "–") continue;
    node.nodeValue = String(count);
    cell.className = `n ${count > LONGEST ? "longest" : count > LONG ? "long" : ""}`;
  }
}
