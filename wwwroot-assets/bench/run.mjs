// Measures the map module beside other ways to draw vehicles, in one run: docs/performance.md, "Browser".
//   npm run bench                  everything, within 20 minutes
//   npm run bench -- --quick       two sizes at pixel ratio 1, a few minutes
//   npm run bench -- --only ours,libre --counts 1000,100000 --ratios 1 --gestures still,pan --seconds 5
//   npm run bench -- --site DIR    another build's wwwroot, to compare with
// The table goes to dist/bench/table.md, everything measured to dist/bench/results.json.
import { mkdir, writeFile } from "node:fs/promises";
import { cpus, loadavg, uptime } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Case } from "./case.mjs";
import { serve } from "./serve.mjs";
import { line, table } from "./table.mjs";

const out = fileURLToPath(new URL("../dist/bench", import.meta.url));
const quick = process.argv.includes("--quick");
const { values: chosen } = parseArgs({
  options: {
    quick: { type: "boolean" },
    only: { type: "string", default: "ours,oursClustered,marker,circle,cluster,libre" },
    counts: { type: "string", default: quick ? "1000,100000" : "1000,10000,50000,100000" },
    ratios: { type: "string", default: quick ? "1" : "1,2" },
    gestures: { type: "string", default: "still,pan,longPan,zoom" },
    seconds: { type: "string", default: quick ? "2" : "5" },
    minutes: { type: "string", default: "20" }, // what is not measured by then is left out, and said so
    out: { type: "string", default: out },
    site: { type: "string", default: fileURLToPath(new URL("../../DispatchMap.Web/wwwroot", import.meta.url)) },
  },
});
/** Fewer frames a second are no map any more: larger fleets are left out. */
const FEWEST = 3;
const list = (text) => text.split(",");
const gestures = list(chosen.gestures);
const end = performance.now() + Number(chosen.minutes) * 60_000;
const site = await serve(out, chosen.site);
const rows = [];
const beaten = new Map(); // engine and ratio → the size it was too slow at
let machine = "";
try {
  for (const count of list(chosen.counts).map(Number))
    for (const ratio of list(chosen.ratios).map(Number))
      for (const engine of list(chosen.only)) await measure({ engine, count, ratio });
} finally {
  site.close();
}
const report = `${machine}, load ${loadavg().map((load) => load.toFixed(0)).join(" · ")} at the end, each figure ${gestures.join(" · ")}\n\n${table(rows, gestures)}\n`;
await mkdir(chosen.out, { recursive: true });
await writeFile(join(chosen.out, "results.json"), JSON.stringify({ machine, at: new Date().toISOString(), uptime: uptime(), rows }, null, 1));
await writeFile(join(chosen.out, "table.md"), report);
console.log(`\n${report}`);

async function measure(what) {
  const key = `${what.engine} ${what.ratio}`;
  if (beaten.has(key)) return add({ ...what, failed: `too slow with ${beaten.get(key).toLocaleString("en")}` });
  if (performance.now() > end) return add({ ...what, failed: "no time left" });
  const measured = new Case(site.address, what, Number(chosen.seconds) * 1000);
  try {
    await measured.open();
    machine ||= `${cpus().length} × ${cpus()[0].model}, Chromium ${measured.version}, no GPU, 1600 × 900`;
    const found = [];
    for (const gesture of gestures) found.push(add(await measured.watch(gesture)));
    // Not for one bad moment of a busy machine.
    if (found.filter(({ fps }) => fps < FEWEST).length * 2 > found.length) beaten.set(key, what.count);
  } catch (error) {
    if (!measured.isTooSlow(error)) throw error;
    beaten.set(key, what.count);
    add({ ...what, failed: "too slow" });
  } finally {
    await measured.close();
  }
}

function add(row) {
  rows.push(row);
  console.log(line(row));
  return row;
}
