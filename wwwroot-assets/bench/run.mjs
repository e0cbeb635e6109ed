// Measures the map module beside other ways to draw vehicles, in one run in one browser: docs/performance.md, "Browser".
//   npm run bench                          everything (about half an hour)
//   npm run bench -- --only ours,libre --counts 1000,100000 --ratios 1 --gestures still,pan --seconds 5
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { cpus, loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { Renderer } from "./renderer.mjs";
import { table } from "./table.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const out = join(here, "../dist/bench");
const { values: chosen } = parseArgs({
  options: {
    only: { type: "string", default: "ours,oursClustered,marker,circle,cluster,libre" },
    counts: { type: "string", default: "1000,10000,50000,100000" },
    ratios: { type: "string", default: "1,2" },
    gestures: { type: "string", default: "still,pan,longPan,zoom" },
    seconds: { type: "string", default: "5" },
    out: { type: "string", default: join(out, "results.json") },
  },
});
/** Beyond these the others need minutes for what is plain already. */
const most = { marker: 10_000, circle: 50_000, libre: 50_000, cluster: 50_000, ours: Infinity, oursClustered: Infinity };
/** The others are shown at their best: at pixel ratio 1. */
const atHighRatio = new Set(["ours", "oursClustered"]);
const LOAD_LIMIT = 120_000;

await build({
  absWorkingDir: here, entryPoints: { main: "page/main.ts" }, outdir: out, bundle: true, format: "esm", target: "es2022", minify: true, logLevel: "warning",
  splitting: true, loader: { ".png": "dataurl", ".svg": "dataurl" }, nodePaths: [join(here, "node_modules")],
});
const types = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml", ".woff2": "font/woff2" };
const roots = { "/bench/": out, "/dist/": join(here, "../../DispatchMap.Web/wwwroot/dist"), "/maplibre/": join(here, "node_modules/maplibre-gl/dist") };
const server = createServer(async (request, response) => {
  const path = normalize(new URL(request.url, "http://localhost").pathname);
  const root = Object.keys(roots).find((prefix) => path.startsWith(prefix));
  const file = root ? join(roots[root], path.slice(root.length)) : join(here, "page/index.html");
  try {
    response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" }).end(await readFile(file));
  } catch {
    response.writeHead(404).end();
  }
}).listen(0, "127.0.0.1");
await new Promise((resolve) => server.once("listening", resolve));
const address = `http://127.0.0.1:${server.address().port}/`;

const browser = await chromium.launch({
  executablePath: process.env.DISPATCHMAP_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--enable-unsafe-swiftshader", "--js-flags=--expose-gc"],
});
const machine = `${cpus().length} × ${cpus()[0].model}, Chromium ${browser.version()}, no GPU, 1600 × 900`;
const rows = [];
try {
  for (const count of list(chosen.counts).map(Number))
    for (const ratio of list(chosen.ratios).map(Number))
      for (const engine of list(chosen.only)) {
        if (count > most[engine] || (ratio > 1 && !atHighRatio.has(engine))) continue;
        rows.push(...(await measure(engine, count, ratio)));
      }
} finally {
  await browser.close();
  server.close();
}
await mkdir(out, { recursive: true });
await writeFile(chosen.out, JSON.stringify({ machine, at: new Date().toISOString(), rows }, null, 1));
console.log(`\n${machine}\n\n${table(rows)}`);

async function measure(engine, count, ratio) {
  const context = await browser.newContext({ viewport: { width: 1600, height: 900 }, deviceScaleFactor: ratio });
  const page = await context.newPage();
  page.on("pageerror", (error) => console.error(`${engine}: ${error.message}`));
  const found = [];
  try {
    await page.goto(address);
    const cdp = await context.newCDPSession(page);
    await cdp.send("Performance.enable");
    const drawn = await limited(page.evaluate(([name, n]) => globalThis.bench.load(name, n), [engine, count]));
    const renderers = await Renderer.all(browser);
    for (const gesture of list(chosen.gestures)) {
      await page.waitForTimeout(500);
      const run = () => limited(page.evaluate(([name, ms]) => globalThis.bench.run(name, ms), [gesture, Number(chosen.seconds) * 1000]));
      const { result, renderer, main, workers, process } = await Renderer.watch(renderers, run);
      const row = { engine, count, ratio, gesture, ...result, main, workers, process, firstDraw: drawn, heap: await heapOf(cdp), memory: await renderer.memory(), load: loadavg()[0] };
      found.push(row);
      console.log(table([row], found.length === 1));
    }
  } catch (error) {
    console.error(`${engine} with ${count} at ratio ${ratio}: ${error.message}`);
    found.push({ engine, count, ratio, gesture: "–", failed: error.message });
  }
  await context.close();
  return found;
}

async function heapOf(cdp) {
  const { metrics } = await cdp.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "JSHeapUsedSize").value;
}

function limited(promise) {
  let timer;
  const limit = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error("took longer than two minutes")), LOAD_LIMIT); });
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer));
}

function list(text) {
  return text.split(",");
}
