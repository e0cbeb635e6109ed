import type { DotNetObject, MapHandle, MapOptions } from "./contract";
import { FrameReader } from "./frames/frameReader";
import { LiveMap } from "./liveMap";

/** Makes the element a live map; see docs/map-module.md. */
export function create(element: HTMLElement, options: MapOptions, host: DotNetObject): MapHandle {
  const map = new LiveMap(element, options, host);
  const frames = new FrameReader((frame, asked) => {
    if (map.disposed) return;
    map.apply(frame);
    if (asked) host.invokeMethodAsync("OnHeld", ...map.held).catch(() => undefined);
  });
  // After dispose every call does nothing: calls that were on their way when the page was left must not fail.
  const alive = <A extends unknown[], R>(call: (...args: A) => R, otherwise: R) =>
    (...args: A): R => (map.disposed ? otherwise : call(...args));
  return {
    read: (stream) => {
      frames.read(stream);
      return map.held;
    },
    setTheme: alive((theme) => map.setTheme(theme), undefined),
    setTiles: alive((tiles) => map.setTiles(tiles), undefined),
    setFilter: alive((filter) => map.setFilter(filter), undefined),
    select: alive((ids) => map.select(ids), undefined),
    hover: alive((id) => map.hover(id), undefined),
    focus: alive((...place) => map.focus(...place), undefined),
    fitArea: alive((area) => map.fitArea(area), undefined),
    fit: alive((ids) => map.fit(ids), undefined),
    follow: alive((id) => map.follow(id), undefined),
    setLabels: alive((mode) => map.setLabels(mode), undefined),
    setClusters: alive((on) => map.setClusters(on), undefined),
    setTails: alive((on) => map.setTails(on), undefined),
    setView: alive((view) => map.setView(view), undefined),
    dispose: () => map.dispose(),
  };
}
