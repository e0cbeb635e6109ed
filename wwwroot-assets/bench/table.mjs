const columns = [
  ["engine", (row) => row.engine], ["vehicles", (row) => row.count], ["ratio", (row) => row.ratio], ["gesture", (row) => row.gesture],
  ["fps", (row) => number(row.fps, 1)], ["worst ms", (row) => number(row.worst)], ["main ms/s", (row) => number(row.main)], ["workers ms/s", (row) => number(row.workers)], ["process ms/s", (row) => number(row.process)],
  ["pixel p50", (row) => number(row.delay)], ["p95", (row) => number(row.delay95)], ["shown", (row) => `${row.shown ?? "–"}/${row.given ?? "–"}`],
  ["first ms", (row) => number(row.firstDraw)], ["heap MB", (row) => number(row.heap / 1e6)], ["process MB", (row) => number(row.memory / 1e6)],
  ["others", (row) => number(row.load)],
];

/** The rows as a Markdown table. */
export function table(rows, head = true) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const lines = head ? [line(columns.map(([name]) => name)), line(columns.map(() => "---"))] : [];
  return [...lines, ...rows.map((row) => line(columns.map(([, of]) => of(row))))].join("\n");
}

function number(value, digits = 0) {
  return Number.isFinite(value) ? value.toFixed(digits) : "–";
}
