const names = {
  ours: "ours, every vehicle", oursClustered: "ours, with rings", marker: "`L.marker`", circle: "`circleMarker`, canvas", cluster: "markercluster, bulk", libre: "MapLibre GeoJSON",
};
/** One figure for each gesture. */
const perGesture = [
  ["fps", (row) => row.fps], ["longest pause", (row) => row.worst], ["main ms/s", (row) => row.main], ["process ms/s", (row) => row.process], ["screen ms/s", (row) => row.screen], ["pixel p50", (row) => row.delay],
  ["pixel p95", (row) => row.delay95],
];
/** One for all of them. */
const perCase = [["first ms", (row) => row.firstDraw], ["heap MB", (row) => row.heap / 1e6], ["MB", (row) => row.memory / 1e6], ["load", (row) => row.load]];

/** All rows as a Markdown table, one line for each fleet, pixel ratio and engine. */
export function table(rows, gestures) {
  const cases = new Map();
  for (const row of rows) {
    const key = `${row.count} ${row.ratio} ${row.engine}`;
    cases.set(key, [...(cases.get(key) ?? []), row]);
  }
  const head = ["vehicles", "ratio", "", ...perGesture.map(([name]) => name), ...perCase.map(([name]) => name)];
  return [cells(head), cells(head.map(() => "---")), ...[...cases.values()].map((found) => caseLine(found, gestures))].join("\n");
}

function caseLine(found, gestures) {
  const { count, ratio, engine } = found[0];
  const failed = found.find((row) => row.failed)?.failed;
  const measured = found.filter((row) => row.gesture !== undefined);
  if (measured.length === 0) return cells([count.toLocaleString("en"), ratio, names[engine], failed, ...[...perGesture, ...perCase].slice(1).map(() => "")]);
  const of = (figure) => gestures.map((gesture) => number(measured.filter((row) => row.gesture === gesture).map(figure)[0])).join(" · ");
  const figures = perGesture.map(([, figure], i) => (failed && i === 0 ? `${failed}, ${of(figure)}` : of(figure)));
  return cells([count.toLocaleString("en"), ratio, names[engine], ...figures, ...perCase.map(([, figure]) => number(Math.max(...measured.map(figure))))]);
}

/** What was measured just now, for whoever watches. */
export function line({ engine, count, ratio, gesture, failed, fps, delay, delay95, load }) {
  const figures = fps === undefined ? "" : `${fps.toFixed(1)} fps, pixel ${number(delay)} / ${number(delay95)} ms, load ${number(load)}`;
  return [`${engine} ${count} ×${ratio}`, gesture, figures, failed].filter(Boolean).join(", ");
}

function cells(found) {
  return `| ${found.join(" | ")} |`;
}

function number(value) {
  return Number.isFinite(value) ? value.toFixed(0) : "–";
}
