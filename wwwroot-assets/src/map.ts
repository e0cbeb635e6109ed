import { Map as LeafletMap } from "leaflet";
export function create(element: HTMLElement): { dispose(): void } {
  const map = new LeafletMap(element);
  return { dispose: () => map.remove() };
}
