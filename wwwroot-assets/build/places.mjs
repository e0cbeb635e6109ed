import { feature } from "topojson-client";

const SMALLEST = 3000;
/** Parts of towns, abandoned and historical places, farms. */
const notTowns = new Set(["PPLX", "PPLQ", "PPLH", "PPLCH", "PPLW", "PPLF"]);
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

/** Towns, the largest first, as columns: names by line, positions in 6 digits to the base 64, population as its logarithm. */
export function buildPlaces(cities, world) {
  const towns = cities
    .filter((city) => city.population >= SMALLEST && !notTowns.has(city.featureCode))
    .sort((a, b) => b.population - a.population);
  return {
    names: towns.map((town) => town.name).join("\n"),
    positions: towns.map(({ loc: { coordinates: [lon, lat] } }) => encode((lon + 180) / 360) + encode((lat + 90) / 180)).join(""),
    sizes: towns.map((town) => DIGITS[Math.min(63, Math.round((Math.log10(town.population) - 3) * 12))]).join(""),
    capitals: towns.flatMap((town, i) => (town.featureCode === "PPLC" ? [i] : [])),
    countries: countryLabels(world),
  };
}

/** 18 bits: 0.0014° of longitude. */
function encode(share) {
  const value = Math.min(2 ** 18 - 1, Math.max(0, Math.round(share * (2 ** 18 - 1))));
  return DIGITS[value >> 12] + DIGITS[(value >> 6) & 63] + DIGITS[value & 63];
}

/** [name, longitude, latitude, area in square degrees of the largest part]: where a country's name goes. */
function countryLabels(world) {
  return feature(world, world.objects.countries).features
    .filter(({ properties }) => properties.name !== "Antarctica")
    .map(({ properties, geometry }) => {
      const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
      const [x, y, area] = polygons.map((polygon) => centroid(polygon[0])).sort((a, b) => b[2] - a[2])[0];
      return [properties.name, Math.round(x * 100) / 100, Math.round(y * 100) / 100, Math.round(area * 100) / 100];
    })
    .sort((a, b) => b[3] - a[3]);
}

function centroid(ring) {
  let [x, y, doubled, turns] = [0, 0, 0, 0];
  // The rings jump over the antimeridian.
  const flat = ring.map(([lon, lat], i) => {
    const step = i === 0 ? 0 : lon - ring[i - 1][0];
    turns += step > 180 ? -360 : step < -180 ? 360 : 0;
    return [lon + turns, lat];
  });
  for (let i = 1; i < flat.length; i++) {
    const [[x0, y0], [x1, y1]] = [flat[i - 1], flat[i]];
    const cross = x0 * y1 - x1 * y0;
    x += (x0 + x1) * cross;
    y += (y0 + y1) * cross;
    doubled += cross;
  }
  // Degrees of longitude shrink to the north: what counts is how large it looks.
  const latitude = y / (3 * doubled);
  return [x / (3 * doubled), latitude, Math.abs(doubled / 2) * Math.cos((latitude * Math.PI) / 180)];
}
