import { Control, Map as LeafletMap, control } from "leaflet";

const MAX_ZOOM = 19;
/** From here on the world is taller than most windows. */
const MIN_ZOOM = 2;

const icon = (path: string): string => `<svg viewBox="0 0 20 20" aria-hidden="true"><path d="${path}"/></svg>`;

/** An empty Leaflet map with our controls in the lower right corner. */
export function createLeafletMap(element: HTMLElement): LeafletMap {
  const map = new LeafletMap(element, {
    zoomControl: false, attributionControl: false, minZoom: MIN_ZOOM, maxZoom: MAX_ZOOM, wheelPxPerZoomLevel: 90,
    // A tile that fades in is mixed with the one below it, frame after frame, just when the map should be quick.
    fadeAnimation: false,
    // Round the world as often as one likes, but not beyond the poles.
    maxBounds: [[-85.06, -1e5], [85.06, 1e5]], maxBoundsViscosity: 1,
  });
  control.zoom({ position: "bottomright", zoomInText: icon("M10 4v12M4 10h12"), zoomOutText: icon("M4 10h12") }).addTo(map);
  map.attributionControl = new Control.Attribution({ prefix: false, position: "bottomright" }).addTo(map);
  control.scale({ position: "bottomright", imperial: false, maxWidth: 125 }).addTo(map);
  return map;
}
