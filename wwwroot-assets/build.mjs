// Builds what the browser loads into DispatchMap.Web/wwwroot (wholly generated, git-ignored); with --test, the tests into dist/test.
import { build } from "esbuild";
import { cp, mkdir, readdir, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildData } from "./build/data.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const common = { absWorkingDir: here, bundle: true, logLevel: "warning", target: "es2022", charset: "utf8" };

async function buildTests() {
  const out = join(here, "dist/test");
  await rm(out, { recursive: true, force: true });
  const tests = (await readdir(join(here, "test"), { recursive: true })).filter((name) => name.endsWith(".test.ts"));
  await build({
    ...common, entryPoints: tests.map((name) => join("test", name)), outdir: out, outbase: "test",
    // Flat names: node 20 finds test files by a shell pattern, which does not descend.
    entryNames: "[dir]-[name]", platform: "node", format: "esm", sourcemap: "inline",
    define: { TEST_ROOT: JSON.stringify(here) },
  });
}

async function buildSite() {
  const wwwroot = join(here, "../DispatchMap.Web/wwwroot");
  const out = join(wwwroot, "dist");
  // Names carry hashes: without this, files of earlier builds would be published too.
  await rm(wwwroot, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  await cp(join(here, "static"), wwwroot, { recursive: true });
  const site = { ...common, outdir: out, minify: true, sourcemap: "linked" };
  await build({
    ...site,
    entryPoints: {
      map: "src/map.ts", outlineWorker: "src/base/outlineWorker.ts", vehicleWorker: "src/layer/vehicleWorker.ts", desk: "src/desk/desk.ts", entry: "src/entry/entry.ts",
      app: "css/app.css",
    },
    format: "esm", assetNames: "assets/[name]-[hash]", loader: { ".woff2": "file", ".woff": "file", ".png": "file", ".svg": "file" },
  });
  // Classic scripts: they run in their place in the page, before the first paint and before Blazor.
  await build({ ...site, entryPoints: { theme: "src/desk/theme.ts", boot: "src/desk/boot.ts" }, format: "iife" });
  const sources = ["data.mjs", "outline.mjs", "places.mjs"].map((name) => join(here, "build", name));
  const data = await buildData(join(here, "dist/data"), [...sources, join(here, "package-lock.json")]);
  await Promise.all(data.map((file) => cp(file, join(out, basename(file)))));
}

await (process.argv.includes("--test") ? buildTests() : buildSite());
