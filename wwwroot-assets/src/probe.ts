import type { MapProbe } from "./contract";
import type { Fleet } from "./fleet/fleet";
import { connectionNames, motionNames } from "./fleet/states";
import type { VehicleLayer } from "./layer/vehicleLayer";

interface Counts { readonly framesApplied: number; readonly lastFrameAt: number; readonly resyncs: number }

/** `element.dispatchMap`: what tests and support may read. */
export function createProbe(element: HTMLElement, fleet: Fleet, layer: VehicleLayer, counts: Counts, vendorTime: () => number): MapProbe {
  return Object.freeze({
    vendorTime,
    counts: () => fleet.tally && Object.fromEntries([
      ...connectionNames.map((name, i) => [name, fleet.tally!.connections[i]!]), ...motionNames.map((name, i) => [name, fleet.tally!.motions[i]!]),
    ]),
    stats: () => ({ vehicles: fleet.total, drawn: layer.drawnCount, clusters: layer.clusterCount, version: fleet.version, shown: layer.shownVersion, ...counts }),
    vehicle: (id: number) => {
      const slot = fleet.slotOf(id);
      if (slot === undefined) return null;
      const { latitude, longitude, connection, motion, lastMotion, alerting, recordedAt, seenAt, speed, heading, hasPosition } = fleet.columns;
      const place = hasPosition[slot] === 1;
      const said = (value: number): number | null => (Number.isNaN(value) ? null : Math.round(value * 10) / 10);
      return {
        latitude: place ? latitude[slot]! : null,
        longitude: place ? longitude[slot]! : null,
        recordedAt: place ? new Date(recordedAt[slot]!).toISOString() : null,
        connection: connectionNames[connection[slot]!] ?? "",
        motion: motionNames[motion[slot]!] ?? "",
        lastMotion: motionNames[lastMotion[slot]!] ?? "",
        alerting: alerting[slot] === 1,
        seenAt: place ? seenAt[slot]! : null,
        speed: said(speed[slot]!),
        heading: said(heading[slot]!),
        name: fleet.names[slot] ?? "",
      };
    },
    screenPosition: (id: number) => {
      const slot = fleet.slotOf(id);
      const place = slot === undefined || !layer.isDrawn(slot) ? null : layer.screenPosition(slot);
      if (place === null) return null;
      const box = element.getBoundingClientRect();
      return { x: box.left + place.x, y: box.top + place.y };
    },
  });
}
