// What the vehicles of the list do goes on here, from the fleet that the map holds: the server writes a row once.
import type { VehicleFacts } from "../contract";

/** Everything in a row that a report changes. */
export interface Face {
  readonly connection: string;
  readonly label: string;
  readonly glyph: string;
  readonly shape: string;
  readonly turn: string | null;
  readonly speed: string;
  readonly speedClass: string;
  readonly then: string;
  readonly ageClass: string;
}

const labels: Record<string, string> = { live: "Live", delayed: "Delayed", stale: "Stale", offline: "Offline", neverseen: "Never seen" };

/** The same as Components/Fleet/FleetRow.razor writes; words and figures of ours only. */
export function faceOf({ connection, motion, lastMotion, speed, heading }: VehicleFacts): Face {
  const live = connection === "live";
  const colour = connection === "neverseen" ? "never" : connection;
  const { shape, heads } = shapeOf(connection, live ? motion : lastMotion, heading !== null);
  return {
    connection,
    label: labels[connection] ?? "",
    glyph: `g s-${colour}`,
    shape,
    turn: heads ? `rotate(${Math.round(heading!)})` : null,
    speed: live && speed !== null ? String(Math.round(speed)) : "–",
    speedClass: live ? "num sp" : "num sp old",
    then: live || connection === "neverseen" ? "" : lastMotion === "stopped" ? "was stopped" : speed !== null ? `${Math.round(speed)} km/h then` : "",
    ageClass: live ? "num ag sec" : `num ag c-${colour}`,
  };
}

/** Brings a row up to date; touches nothing that reads the same already, and no node that Blazor made is replaced. */
export function drawRow(row: Element, face: Face): void {
  const [glyph, speed, then, age] = [".g", ".sp", ".th", ".ag"].map((cell) => row.querySelector(cell));
  const use = glyph?.querySelector("use");
  if (!glyph || !use || !speed || !then || !age) return;
  set(row, "data-connection", face.connection);
  set(glyph, "class", face.glyph);
  set(glyph, "aria-label", face.label);
  set(use, "href", face.shape);
  set(use, "transform", face.turn);
  set(speed, "class", face.speedClass);
  set(age, "class", face.ageClass);
  write(speed, face.speed);
  write(then, face.then);
}

function shapeOf(connection: string, motion: string, headed: boolean): { shape: string; heads: boolean } {
  if (connection === "stale" || connection === "offline") return { shape: `#g-${connection}`, heads: false };
  if (connection === "neverseen") return { shape: "#g-never", heads: false };
  const was = connection === "delayed" ? "was-" : "";
  if (motion === "stopped") return { shape: `#g-${was}stopped`, heads: false };
  // An arrow claims a direction: without one it would be a guess.
  const heads = motion === "moving" && headed;
  return { shape: `#g-${was}${heads ? "moving" : "unknown"}`, heads };
}

function set(element: Element, name: string, value: string | null): void {
  if (element.getAttribute(name) === value) return;
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

function write(cell: Element, text: string): void {
  if (cell.textContent !== text) cell.textContent = text;
}
