import type { Map as LeafletMap } from "leaflet";
import { Base } from "./base/base";
import type { Area, DotNetObject, FilterOptions, Held, LabelMode, MapOptions, Theme, TileOptions, View } from "./contract";
import { formatAge } from "./text/age";
import { PickList } from "./chrome/pickList";
import { Overlays } from "./chrome/overlays";
import { Fleet } from "./fleet/fleet";
import { VendorClock } from "./fleet/vendorClock";
import { decodeFrame } from "./frames/decode";
import { VehicleLayer } from "./layer/vehicleLayer";
import { createProbe } from "./probe";
import { createLeafletMap } from "./view/leafletMap";
import { AreaReporter } from "./view/areaReporter";
import { Follow } from "./view/follow";
import { onPixelRatioChange } from "./view/pixelRatio";
import { Pointer } from "./view/pointer";
import { watchShown } from "./view/shown";
import { Viewport } from "./view/viewport";
import { ViewReporter } from "./view/viewReporter";
import { fold } from "./fleet/fold";

const HANDS = ["pointerdown", "wheel", "keydown"] as const;
/** A fleet that is still gathering is fitted anew for so long, ms: the stream may name a vehicle before the lists name the rest. */
const GATHERING = 15_000;

/** Everything on one map element. */
export class LiveMap {
  readonly #element: HTMLElement;
  readonly #className: string; // as it was: Leaflet leaves its classes behind
  readonly #host: DotNetObject;
  readonly #map: LeafletMap;
  readonly #fleet = new Fleet();
  readonly #clock = new VendorClock();
  readonly #base: Base;
  readonly #layer: VehicleLayer;
  readonly #overlays: Overlays;
  readonly #pickList: PickList;
  readonly #pointer: Pointer;
  readonly #follow: Follow;
  readonly #viewport: Viewport;
  readonly #reporter: ViewReporter;
  readonly #areas: AreaReporter;
  readonly #resize: ResizeObserver;
  readonly #ticks: number;
  readonly #stopRatio: () => void;
  readonly #stopShown: () => void;
  readonly #counts = { framesApplied: 0, lastFrameAt: 0, resyncs: 0 };
  #frozen = false;
  #partial = false; // whether only what is near the view is told of
  #complete = false; // whether a whole fleet has been drawn
  #pendingFit: { readonly ids: readonly number[] | null } | Area | null; // waits for positions, or for a map that is not hidden
  #gatheringUntil: number; // by performance.now(); Infinity before the first fit
  #disposed = false;

  constructor(element: HTMLElement, options: MapOptions, host: DotNetObject) {
    this.#element = element;
    this.#host = host;
    this.#className = element.className;
    element.classList.add("dm-map");
    element.dataset["theme"] = options.theme;
    this.#map = createLeafletMap(element);
    this.#viewport = new Viewport(this.#map, this.#fleet);
    this.#viewport.set(options.view ?? { latitude: 25, longitude: 10, zoom: 3 });
    this.#pendingFit = options.view === null ? { ids: null } : null;
    this.#gatheringUntil = options.view === null ? Infinity : 0;

    this.#base = new Base(this.#map, options.tiles, () => this.#layer.named());
    this.#layer = new VehicleLayer(this.#map, this.#fleet, {
      time: () => this.#time(),
      isFrozen: () => this.#frozen,
      isWaiting: () => this.#complete && this.#fleet.loading,
      namesOn: (frame) => this.#base.namesOn(frame),
      drawn: () => this.#drawn(),
    });
    this.#layer.setLabels(options.labels);
    this.#layer.setClusters(options.clusters);
    this.#layer.setTails(options.tails);
    this.#overlays = new Overlays(this.#map, this.#layer, (id) => this.focus(id));
    this.#pickList = new PickList(element);
    this.#map.on("movestart zoomstart", this.#pickList.close);
    this.#pointer = new Pointer(this.#map, this.#layer, {
      clicked: (id, additive) => this.#call("OnVehicleClicked", id, additive),
      several: (slots, x, y, additive) => this.#offer(slots, x, y, additive),
      clusterClicked: (area) => {
        this.#onHand();
        this.#viewport.enter(this.#layer.scene, area);
      },
      pointed: (slot) => this.#overlays.point(slot, this.#frozen, this.#time()),
    });
    this.#follow = new Follow(this.#map, () => this.#call("OnFollowEnded"));
    this.#reporter = new ViewReporter(this.#map, (...view) => this.#call("OnViewChanged", ...view));
    this.#areas = new AreaReporter(this.#map, (...area) => this.#call("OnAreaChanged", ...area));
    this.#stopShown = watchShown((shown) => this.#call("OnShown", shown));
    this.#resize = new ResizeObserver(() => this.#resized());
    this.#resize.observe(element);
    for (const hand of HANDS) element.addEventListener(hand, this.#onHand, { passive: true });
    document.fonts.addEventListener("loadingdone", this.#onFonts);
    this.#stopRatio = onPixelRatioChange(() => this.#restyle());
    this.#ticks = window.setInterval(() => this.#tick(), 1000);
    element.dispatchMap = createProbe(element, this.#fleet, this.#layer, this.#counts, () => this.#time());
  }

  get disposed(): boolean { return this.#disposed; }

  get held(): Held { return this.#fleet.held; }

  apply(bytes: Uint8Array): void {
    try {
      if (this.#take(bytes)) return;
    } catch (fault) {
      // A fault of ours must not end the page: the snapshot that follows starts from nothing.
      console.error("DispatchMap could not apply a frame", fault);
    }
    this.#counts.resyncs++;
  }

  #take(bytes: Uint8Array): boolean {
    const frame = decodeFrame(bytes);
    if (frame === null || !this.#fleet.apply(frame, this.#layer.scene)) return false;
    if (frame.kind === "snapshot" && frame.first) {
      this.#layer.forget();
      this.#overlays.forget();
    }
    this.#counts.framesApplied++;
    this.#counts.lastFrameAt = Date.now();
    this.#clock.set(frame.vendorTime, frame.frozen, performance.now());
    if (frame.frozen !== this.#frozen) this.#freeze(frame.frozen);
    if (frame.kind === "snapshot" && frame.last) this.#layer.changed();
    this.#complete ||= frame.last;
    this.#partial = frame.partial;
    // Before the first fit nobody has chosen what is seen.
    if (this.#pendingFit === null) this.#areas.turn(frame.partial);
    if (frame.last && frame.texts.length > 0 && performance.now() < this.#gatheringUntil) this.#pendingFit = { ids: null };
    if (frame.last) this.#fitIfPending();
    return true;
  }

  setTheme(theme: Theme): void {
    this.#element.dataset["theme"] = theme;
    this.#restyle();
  }

  setTiles(tiles: TileOptions | null): void {
    this.#base.setTiles(tiles);
  }

  setFilter({ connections, motions, text }: FilterOptions): void {
    this.#layer.scene.setFilter({ connections, motions, text: fold(text) });
  }

  select(ids: readonly number[]): void {
    this.#layer.scene.select(ids);
  }

  hover(id: number | null): void {
    this.#layer.scene.hover(id);
  }

  focus(id: number, latitude?: number, longitude?: number): void {
    this.#onHand();
    this.#viewport.focus(id, latitude === undefined || longitude === undefined ? null : [latitude, longitude]);
  }

  fit(ids: readonly number[] | null): void {
    this.#onHand();
    this.#pendingFit = this.#viewport.fit(this.#layer.scene, ids, true) || this.#viewport.visible ? null : { ids };
  }

  fitArea(area: Area): void {
    const chosen = this.#gatheringUntil === 0;
    this.#onHand();
    this.#pendingFit = this.#viewport.fitArea(area, chosen) ? null : area;
    this.#areas.turn(this.#partial);
  }

  follow(id: number | null): void {
    this.#follow.set(id);
    if (id !== null) this.focus(id);
  }

  setLabels(mode: LabelMode): void {
    this.#layer.setLabels(mode);
  }

  setClusters(on: boolean): void {
    this.#layer.setClusters(on);
  }

  setTails(on: boolean): void {
    this.#layer.setTails(on);
  }

  setView(view: View): void {
    this.#pendingFit = null;
    this.#onHand();
    this.#viewport.set(view);
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    clearInterval(this.#ticks);
    this.#stopRatio();
    document.fonts.removeEventListener("loadingdone", this.#onFonts);
    this.#resize.disconnect();
    for (const hand of HANDS) this.#element.removeEventListener(hand, this.#onHand);
    this.#reporter.dispose();
    this.#areas.dispose();
    this.#stopShown();
    this.#follow.dispose();
    this.#pointer.dispose();
    this.#pickList.close();
    this.#overlays.dispose();
    this.#layer.dispose();
    this.#base.dispose();
    this.#map.remove();
    delete this.#element.dispatchMap;
    delete this.#element.dataset["theme"];
    this.#element.className = this.#className;
  }

  /** Lets the user choose among vehicles that stand in one place. */
  #offer(slots: readonly number[], x: number, y: number, additive: boolean): void {
    const { id, connection, motion, seenAt } = this.#fleet.columns;
    const items = slots.map((slot) => ({
      id: id[slot]!, name: this.#fleet.names[slot] ?? "", connection: connection[slot]!, motion: motion[slot]!, detail: formatAge(this.#time() - seenAt[slot]!),
    }));
    this.#overlays.point(-1, this.#frozen, this.#time());
    items.sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
    this.#pickList.show(items, x, y, (picked, also) => this.#call("OnVehicleClicked", picked, additive || also));
  }

  #fitIfPending(): void {
    const pending = this.#pendingFit;
    if (pending === null) return;
    // Where the whole of a large fleet is, the server knows.
    if ("ids" in pending && pending.ids === null && this.#partial) return;
    if (!("ids" in pending ? this.#viewport.fit(this.#layer.scene, pending.ids, false) : this.#viewport.fitArea(pending, false))) return;
    if (this.#gatheringUntil === Infinity) this.#gatheringUntil = performance.now() + GATHERING;
    this.#pendingFit = null;
  }

  /** A sheet or a card that opens takes room; the vehicle it is about must not be lost behind it. */
  #resized(): void {
    const [id] = this.#layer.scene.selected;
    const seen = id !== undefined && this.#viewport.shows(id);
    this.#map.invalidateSize({ animate: false, pan: false });
    this.#fitIfPending();
    if (seen && this.#viewport.visible && !this.#viewport.shows(id)) this.#viewport.focus(id);
  }

  /** Whoever takes the map into his hands keeps it. */
  readonly #onHand = (): void => {
    this.#gatheringUntil = 0;
  };

  readonly #onFonts = (): void => this.#restyle();

  #time(): number {
    return this.#clock.at(performance.now());
  }

  #freeze(frozen: boolean): void {
    this.#frozen = frozen;
    this.#element.classList.toggle("dm-frozen", frozen);
    this.#restyle();
  }

  #restyle(): void {
    this.#layer.restyle();
    this.#base.repaint();
  }

  #drawn(): void {
    const { id } = this.#follow;
    const slot = id === null ? undefined : this.#fleet.slotOf(id);
    const { glide } = this.#layer.scene;
    if (slot !== undefined && this.#layer.scene.hasPlace(slot)) {
      glide.moveTo(slot, performance.now());
      this.#follow.centre(glide.x[slot]!, glide.y[slot]!);
    }
    this.#overlays.update(this.#frozen, this.#time());
  }

  /** Ages go on while nothing is reported. */
  #tick(): void {
    if (this.#frozen || document.hidden) return;
    if (this.#layer.aging) this.#layer.changed();
    else this.#overlays.update(this.#frozen, this.#time());
  }

  #call(method: string, ...args: unknown[]): void {
    // The circuit may be gone; it will ask for what it missed when it is back.
    this.#host.invokeMethodAsync(method, ...args).catch(() => undefined);
  }
}
