import { DomEvent, type LeafletMouseEvent, type Map as LeafletMap } from "leaflet";
import type { ClusterArea, VehicleLayer } from "../layer/vehicleLayer";

const MOUSE_REACH = 14;
const TOUCH_REACH = 24;
/** Centres nearer than this look like one vehicle. */
const SAME_PLACE = 5;

export interface PointerHost {
  clicked(id: number | null, additive: boolean): void;
  /** Several vehicles were clicked that stand in one place, at (x, y) of the map's container. */
  several(slots: readonly number[], x: number, y: number, additive: boolean): void;
  clusterClicked(area: ClusterArea): void;
  /** The vehicle under the mouse, or -1. */
  pointed(slot: number): void;
}

/** Turns pointer events on the map into vehicles. */
export class Pointer {
  readonly #map: LeafletMap;
  readonly #layer: VehicleLayer;
  readonly #host: PointerHost;
  #last: { x: number; y: number } | null = null;
  #frame = 0;
  #touch = false;

  constructor(map: LeafletMap, layer: VehicleLayer, host: PointerHost) {
    this.#map = map;
    this.#layer = layer;
    this.#host = host;
    map.on("click", this.#onClick);
    const container = map.getContainer();
    container.addEventListener("pointerdown", this.#onDown, true);
    DomEvent.on(container, "mousemove", this.#onMove as (event: Event) => void);
    container.addEventListener("pointerleave", this.#onLeave);
    map.on("movestart zoomstart", this.#onLeave);
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    const container = this.#map.getContainer();
    container.removeEventListener("pointerdown", this.#onDown, true);
    DomEvent.off(container, "mousemove", this.#onMove as (event: Event) => void);
    container.removeEventListener("pointerleave", this.#onLeave);
    this.#map.off("click", this.#onClick);
    this.#map.off("movestart zoomstart", this.#onLeave);
  }

  readonly #onDown = (event: PointerEvent): void => {
    this.#touch = event.pointerType === "touch";
    if (this.#touch) this.#onLeave();
  };

  readonly #onClick = ({ containerPoint, originalEvent }: LeafletMouseEvent): void => {
    const { x, y } = containerPoint;
    const slot = this.#layer.hit(x, y, this.#touch ? TOUCH_REACH : MOUSE_REACH);
    const additive = originalEvent.ctrlKey || originalEvent.shiftKey || originalEvent.metaKey;
    const cluster = this.#onRing(slot, x, y);
    if (cluster !== null) return this.#host.clusterClicked(cluster);
    const slots = slot < 0 ? [] : this.#layer.near(slot, SAME_PLACE);
    if (slots.length > 1) this.#host.several(slots, x, y, additive);
    else this.#host.clicked(slot < 0 ? null : this.#layer.scene.fleet.columns.id[slot]!, additive);
  };

  /** Rings lie above vehicles, but not above selected ones. */
  #onRing(slot: number, x: number, y: number): ClusterArea | null {
    return slot >= 0 && this.#layer.scene.isSelected(slot) ? null : this.#layer.hitCluster(x, y);
  }

  readonly #onMove = (event: MouseEvent): void => {
    // A tap is followed by a mouse event that nobody made.
    if (this.#touch || event.buttons !== 0) return;
    const onMap = !(event.target as Element).closest(".leaflet-control, .dm-edge, .dm-pick");
    this.#last = onMap ? this.#map.mouseEventToContainerPoint(event) : null;
    if (this.#frame === 0) this.#frame = requestAnimationFrame(this.#point);
  };

  readonly #onLeave = (): void => {
    this.#last = null;
    this.#point();
  };

  readonly #point = (): void => {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const slot = this.#last === null ? -1 : this.#layer.hit(this.#last.x, this.#last.y, MOUSE_REACH);
    const ring = this.#last === null ? null : this.#onRing(slot, this.#last.x, this.#last.y);
    this.#map.getContainer().classList.toggle("dm-over", slot >= 0 || ring !== null);
    this.#host.pointed(ring === null ? slot : -1);
  };
}
