import "leaflet/dist/leaflet.css";
import { Map as LeafletMap } from "leaflet";
import { CENTER, ZOOM } from "../fleet";

/** A Leaflet map with nothing under the vehicles. */
export function leafletMap(element: HTMLElement, preferCanvas = false): LeafletMap {
  return new LeafletMap(element, { preferCanvas, wheelPxPerZoomLevel: 90, maxZoom: 19 }).setView([CENTER.latitude, CENTER.longitude], ZOOM);
}
