import { feature, mesh, quantize } from "topojson-client";
import { filter, filterWeight, presimplify, quantile, simplify, sphericalTriangleArea } from "topojson-simplify";

/** The share of Natural Earth's points that is kept: the coast at zoom 9 loses nothing one would see. */
const KEPT = 0.25;
/** Borders go through the land people work in, and are few. */
const BORDERS_KEPT = 0.6;
/** Islands below this never show, steradians. */
const SMALLEST_ISLAND = 1e-9;

/** Land and borders as a topology (arcs are shared and compact), rivers and lakes as lists of [longitude, latitude] in 0.001°. */
export function buildOutline(world, waters) {
  const weighted = presimplify(world, sphericalTriangleArea);
  const simple = simplify(weighted, quantile(weighted, KEPT));
  const detailed = simplify(weighted, quantile(weighted, BORDERS_KEPT));
  const borders = mesh(detailed, detailed.objects.countries, (a, b) => a !== b);
  // Without the countries, filter also drops the arcs between them.
  const { arcs, objects } = filter({ ...simple, objects: { land: simple.objects.land } }, filterWeight(weighted, SMALLEST_ISLAND));
  return { land: quantize({ type: "Topology", arcs, objects }, 1e5), borders: borders.coordinates.map(encodeLine), ...collectWaters(waters) };
}

function collectWaters(topologies) {
  const rivers = new Map();
  const lakes = new Map();
  for (const topology of topologies) {
    // The regions overlap: what two of them hold begins at about the same point.
    for (const { geometry } of feature(topology, topology.objects.rivers).features) {
      for (const line of lines(geometry)) rivers.set(keyOf(line), encodeLine(line));
    }
    for (const { geometry } of feature(topology, topology.objects.lakes).features) {
      for (const ring of rings(geometry)) lakes.set(keyOf(ring), encodeLine(ring));
    }
  }
  return { rivers: [...rivers.values()], lakes: [...lakes.values()] };
}

const lines = (geometry) => geometry?.type === "LineString" ? [geometry.coordinates] : geometry?.type === "MultiLineString" ? geometry.coordinates : [];
const rings = (geometry) => geometry?.type === "Polygon" ? [geometry.coordinates[0]] : geometry?.type === "MultiPolygon" ? geometry.coordinates.map((polygon) => polygon[0]) : [];
const keyOf = (line) => [line[0], line[line.length >> 1]].flat().map((n) => Math.round(n * 10)).join();

/** Differences between points, 0.001°: [x0, y0, dx1, dy1, …]. */
function encodeLine(line) {
  const out = [];
  let [px, py] = [0, 0];
  for (const [lon, lat] of line) {
    const [x, y] = [Math.round(lon * 1000), Math.round(lat * 1000)];
    if (out.length > 0 && x === px && y === py) continue;
    out.push(x - px, y - py);
    [px, py] = [x, y];
  }
  return out;
}
