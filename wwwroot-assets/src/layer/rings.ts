import type { ClusterGrid } from "./clusterGrid";
import type { Rings } from "./drawing";
import type { CanvasFrame } from "./frame";

/** The clusters on the canvas, in every copy of the world that shows. */
export function ringsOf(clusters: ClusterGrid, { left, top, width, height, scale }: CanvasFrame, margin: number): { rings: Rings; counts: Int32Array[] } {
  const x: number[] = [];
  const y: number[] = [];
  const totals: number[] = [];
  const counts: Int32Array[] = [];
  const lefts: number[] = [];
  const tops: number[] = [];
  const { side } = clusters;
  for (const cell of clusters.cells) {
    if (!cell.gathered) continue;
    const centre = clusters.centreOf(cell);
    const cy = centre.y * scale - top;
    if (cy < -margin || cy > height + margin) continue;
    let cx = centre.x * scale - left;
    cx += Math.ceil((-margin - cx) / scale) * scale;
    for (; cx <= width + margin; cx += scale) {
      x.push(cx);
      y.push(cy);
      totals.push(cell.total);
      counts.push(cell.counts);
      lefts.push(Math.floor(centre.x / side) * side);
      tops.push(Math.floor(centre.y / side) * side);
    }
  }
  const rings = {
    x: Float32Array.from(x), y: Float32Array.from(y), totals: Int32Array.from(totals), left: Float64Array.from(lefts), top: Float64Array.from(tops), side,
  };
  return { rings, counts };
}
