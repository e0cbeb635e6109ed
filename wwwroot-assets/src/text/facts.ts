import { Connection, Motion } from "../fleet/states";
import { formatAge } from "./age";
import { formatClock } from "./clock";

/** What a tooltip says of a position: how fast, and how much that is worth. */
export interface PositionFacts {
  readonly connection: number;
  readonly motion: number;
  /** km/h, NaN when not said. */
  readonly speed: number;
  /** ms since 1970, when the device measured it. */
  readonly recordedAt: number;
  /** ms since 1970, what its age counts from. */
  readonly seenAt: number;
}

const states = ["", "Delayed", "Stale", "Offline", "Never seen"];

/** `63 km/h`, `Stopped`; a past speed is never shown without its time. Empty when nothing is known. */
export function describeSpeed({ connection, motion, speed, recordedAt }: PositionFacts, frozen: boolean): string {
  if (connection === Connection.Live && motion === Motion.Stopped) return "Stopped";
  if (Number.isNaN(speed)) return "";
  const value = `${Math.round(speed)} km/h`;
  return connection === Connection.Live && !frozen ? value : `${value} at ${formatClock(recordedAt)}`;
}

/** `8 s old`, `Delayed · 2 m 41 old`; while frozen also the time this is the truth of. */
export function describeAge({ connection, seenAt }: PositionFacts, frozen: boolean, time: number): string {
  const age = `${formatAge(time - seenAt)} old`;
  const parts = [states[connection] ?? "", age, frozen ? `as of ${formatClock(time)}` : ""];
  return parts.filter((part) => part !== "").join(" · ");
}
