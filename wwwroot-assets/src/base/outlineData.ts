import { feature } from "topojson-client";
import type { Topology } from "topojson-specification";
import type { Feature, FeatureCollection, Geometry, Position } from "geojson";
import { unwrapRing } from "./unwrap";

/** outline.json as build/outline.mjs writes it. */
export interface OutlineFile {
  readonly land: Topology;
  /** Lines of differences in 0.001°. */
  readonly borders: readonly (readonly number[])[];
  readonly rivers: readonly (readonly number[])[];
  readonly lakes: readonly (readonly number[])[];
}

/** The layers in drawing order. */
export type OutlineKind = "land" | "lake" | "river" | "border";

/** The file as features, each with its kind. */
export function outlineFeatures(file: OutlineFile): FeatureCollection {
  const land = feature(file.land, file.land.objects["land"]!);
  const parts = land.type === "FeatureCollection" ? land.features : [land];
  return {
    type: "FeatureCollection",
    features: [
      ...parts.map(({ geometry }) => of("land", flatten(geometry))),
      ...file.lakes.map((line) => of("lake", { type: "Polygon", coordinates: [decodeLine(line)] })),
      ...file.rivers.map((line) => of("river", { type: "LineString", coordinates: decodeLine(line) })),
      ...file.borders.map((line) => of("border", { type: "LineString", coordinates: decodeLine(line) })),
    ],
  };
}

/** A MultiPolygon for a flat map. */
function flatten(geometry: Geometry): Geometry {
  if (geometry.type !== "MultiPolygon") return geometry;
  return { type: "MultiPolygon", coordinates: geometry.coordinates.map((polygon) => polygon.map(unwrapRing)) };
}

function of(kind: OutlineKind, geometry: Feature["geometry"]): Feature {
  return { type: "Feature", properties: { kind }, geometry };
}

export function decodeLine(differences: readonly number[]): Position[] {
  const line: Position[] = [];
  let x = 0;
  let y = 0;
  for (let i = 0; i < differences.length; i += 2) {
    x += differences[i]!;
    y += differences[i + 1]!;
    line.push([x / 1000, y / 1000]);
  }
  return line;
}
