declare module "*.css";
declare module "leaflet.markercluster";
