import type { Map as LeafletMap } from "leaflet";
import { POINTED } from "../contract";
import { distance } from "../geo/sphere";
import type { VehicleLayer } from "../layer/vehicleLayer";
import { EdgePills, type PillTarget } from "./edgePills";
import { Tooltip } from "./tooltip";

/** The elements over the canvas that go with vehicles: the tooltip and the pills at the border. */
export class Overlays {
  readonly #map: LeafletMap;
  readonly #layer: VehicleLayer;
  readonly #tooltip: Tooltip;
  readonly #pills: EdgePills;
  #pointed: number | null = null; // a vehicle's id: slots change hands
  #frozen = false;
  #onMove = (): void => this.#updatePills(this.#frozen);

  constructor(map: LeafletMap, layer: VehicleLayer, onPill: (id: number) => void) {
    this.#map = map;
    this.#layer = layer;
    this.#tooltip = new Tooltip(map.getContainer());
    this.#pills = new EdgePills(map.getContainer(), onPill);
    map.on("move", this.#onMove);
  }

  /** The mouse is over this slot's vehicle, or over none (-1). */
  point(slot: number, frozen: boolean, time: number): void {
    const id = slot < 0 ? null : this.#layer.scene.fleet.columns.id[slot]!;
    if (id !== this.#pointed) {
      this.#layer.scene.hover(id);
      this.#map.getContainer().dispatchEvent(new CustomEvent(POINTED, { detail: id, bubbles: true }));
    }
    this.#pointed = id;
    this.#updateTooltip(frozen, time);
  }

  forget(): void {
    this.#tooltip.hide();
  }

  update(frozen: boolean, time: number): void {
    this.#updateTooltip(frozen, time);
    this.#updatePills(frozen);
  }

  dispose(): void {
    this.point(-1, this.#frozen, 0);
    this.#map.off("move", this.#onMove);
    this.#tooltip.dispose();
    this.#pills.dispose();
  }

  #updateTooltip(frozen: boolean, time: number): void {
    const { fleet } = this.#layer.scene;
    const slot = this.#pointed === null ? undefined : fleet.slotOf(this.#pointed);
    const place = slot === undefined ? null : this.#layer.screenPosition(slot);
    if (slot === undefined || place === null) return this.#tooltip.hide();
    const { connection, motion, speed, recordedAt, seenAt } = fleet.columns;
    const content = {
      name: fleet.names[slot] ?? "", driver: fleet.drivers[slot] ?? "",
      connection: connection[slot]!, motion: motion[slot]!, speed: speed[slot]!, recordedAt: recordedAt[slot]!, seenAt: seenAt[slot]!,
    };
    this.#tooltip.show(content, frozen, time, place.x, place.y);
  }

  #updatePills(frozen: boolean): void {
    this.#frozen = frozen;
    const { fleet, selected, hasPlace } = this.#scene;
    const targets: PillTarget[] = [];
    for (const id of selected) {
      const slot = fleet.slotOf(id);
      const place = slot === undefined || !hasPlace(slot) ? null : this.#layer.screenPosition(slot);
      if (slot === undefined || place === null) continue;
      const middle = this.#map.getCenter();
      const away = distance(middle.lat, middle.lng, fleet.columns.latitude[slot]!, fleet.columns.longitude[slot]!);
      targets.push({ id, name: fleet.names[slot] ?? "", ...place, distance: away });
    }
    const { x, y } = this.#map.getSize();
    this.#pills.update({ width: x, height: y }, targets, frozen);
  }

  get #scene() {
    const { scene } = this.#layer;
    return { fleet: scene.fleet, selected: scene.selected, hasPlace: (slot: number) => scene.hasPlace(slot) };
  }
}
