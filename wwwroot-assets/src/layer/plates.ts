import { Connection } from "../fleet/states";
import { formatAge } from "../text/age";
import { formatClock } from "../text/clock";
import type { Plate } from "./drawing";
import type { Palette } from "./palette";
import type { Scene } from "./scene";

const MOST_PLATES = 20;

/** What stands beside the selected vehicles: the name, and below it what must be known before trusting the position. */
export function platesOf(scene: Scene, palette: Palette, frozen: boolean, time: number): Plate[] {
  const plates: Plate[] = [];
  for (const id of scene.selected) {
    const slot = scene.fleet.slotOf(id);
    if (slot === undefined || !scene.hasPlace(slot)) continue;
    plates.push({ slot, name: scene.fleet.names[slot] ?? "", ...detailOf(scene, slot, palette, frozen, time) });
    if (plates.length === MOST_PLATES) break;
  }
  return plates;
}

/** Whether a plate's age has to be drawn again every second. */
export function isAging(scene: Scene, frozen: boolean): boolean {
  return !frozen && scene.selected.some((id) => {
    const slot = scene.fleet.slotOf(id);
    return slot !== undefined && scene.hasPlace(slot) && scene.fleet.columns.connection[slot] !== Connection.Live;
  });
}

/** Empty when the position is fresh. */
function detailOf({ fleet }: Scene, slot: number, palette: Palette, frozen: boolean, time: number): { detail: string; colour: string } {
  const { connection, recordedAt, seenAt, speed } = fleet.columns;
  const { ink2, delayed, stale, offline } = palette;
  if (connection[slot] !== Connection.Live) {
    return { detail: `${formatAge(time - seenAt[slot]!)} old`, colour: [ink2, delayed, stale, offline][connection[slot]!] ?? ink2 };
  }
  const past = frozen && !Number.isNaN(speed[slot]!);
  return { detail: past ? `${Math.round(speed[slot]!)} km/h at ${formatClock(recordedAt[slot]!)}` : "", colour: ink2 };
}
