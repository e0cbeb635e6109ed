import { Connection, Motion } from "../fleet/states";
import type { Glides } from "./glide";
import { TAIL } from "./history";
import { glyphFor } from "./glyphs";
import type { Scene } from "./scene";

/** What has changed of some slots, for the drawing side: flat columns, so that they change threads without being copied. */
export interface Changes extends Glides {
  readonly slots: Int32Array;
  /** 0 = has no place on the map; otherwise 1 + the glyph, `PASSING` when the filter lets it through, `ALERTING` when it was lost while it moved. */
  readonly looks: Uint8Array;
  /** km/h now; NaN when there is none to speak of. */
  readonly speeds: Float32Array;
  /** Tails as `History.tail` writes them; empty when none are wanted. */
  readonly tails: Float32Array;
}

export const PASSING = 0x80;
export const ALERTING = 0x40;

/** `tailsFrom`: how far back tails reach, ms since 1970; null = without them. */
export function describe(scene: Scene, slots: Int32Array, tailsFrom: number | null): Changes {
  const count = slots.length;
  const changes: Changes = {
    slots, looks: new Uint8Array(count), speeds: new Float32Array(count), tails: new Float32Array(tailsFrom === null ? 0 : count * 2 * TAIL),
    fromX: new Float64Array(count), fromY: new Float64Array(count), toX: new Float64Array(count), toY: new Float64Array(count),
    fromCourse: new Float32Array(count), turn: new Float32Array(count), start: new Float64Array(count), duration: new Float32Array(count),
  };
  for (let i = 0; i < count; i++) {
    const slot = slots[i]!;
    changes.looks[i] = lookOf(scene, slot);
    if (changes.looks[i] === 0) continue;
    changes.speeds[i] = speedOf(scene, slot);
    scene.glide.give(slot, changes, i);
    if (tailsFrom === null) continue;
    const { x, y } = scene.glide.target(slot);
    scene.history.tail(slot, x, y, tailsFrom, scene.fleet.columns.recordedAt[slot]!, changes.tails, i * 2 * TAIL);
  }
  return changes;
}

/** The buffers to hand over with a message. */
export function buffersOf(changes: Changes): ArrayBuffer[] {
  return Object.values(changes).map((column: Int32Array) => column.buffer as ArrayBuffer);
}

export function lookOf(scene: Scene, slot: number): number {
  if (!scene.hasPlace(slot)) return 0;
  const { connection, motion, lastMotion, alerting, course } = scene.fleet.columns;
  const glyph = glyphFor(connection[slot]!, motion[slot]!, lastMotion[slot]!, course[slot]!);
  return (1 + glyph) | (scene.passes(slot) ? PASSING : 0) | (alerting[slot] === 1 ? ALERTING : 0);
}

/** Only a Live, moving vehicle has a speed now. */
function speedOf({ fleet }: Scene, slot: number): number {
  const { connection, motion, speed } = fleet.columns;
  return connection[slot] === Connection.Live && motion[slot] === Motion.Moving ? speed[slot]! : NaN;
}
