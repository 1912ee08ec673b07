// The map's ground from somebody's tiles: pictures by z, x and y, or one PMTiles archive of pictures or of vectors.
import { config } from "./ui.js";

const VECTOR = 1; // PMTiles' number for vector tiles
const shape = (source, layer, type, filter, paint, layout) => ({ id: `tiles-${source}-${layer}-${type}`, source: "tiles", "source-layer": layer, type, ...(filter ? { filter } : {}), paint, ...(layout ? { layout } : {}) });
const kindOf = (name, kinds) => ["in", ["get", name], ["literal", kinds]];

// The two schemas that archives of OpenStreetMap's data usually have: Protomaps' and OpenMapTiles'.
function vectorLayers(known, ink, width) {
  const round = { "line-cap": "round" };
  const name = (layer, filter) => shape("name", layer, "symbol", filter, { "text-color": ink.name, "text-halo-color": ink.land, "text-halo-width": 1.6 }, { "symbol-placement": "line", "text-field": ["get", "name"], "text-size": 12, "text-font": ["sans-serif"], "symbol-spacing": 320 });
  const layers = [
    shape("park", "landuse", "fill", kindOf("kind", ["park", "garden", "forest", "wood", "grass", "recreation_ground", "cemetery"]), { "fill-color": ink.park }),
    shape("green", "park", "fill", null, { "fill-color": ink.park }),
    shape("water", "water", "fill", ["==", ["geometry-type"], "Polygon"], { "fill-color": ink.water }),
    shape("path", "roads", "line", ["==", ["get", "kind"], "path"], { "line-color": ink.path, "line-width": width(0.5, 4) }),
    shape("street", "roads", "line", ["==", ["get", "kind"], "minor_road"], { "line-color": ink.street, "line-width": width(0.7, 12) }, round),
    shape("main", "roads", "line", kindOf("kind", ["major_road", "medium_road", "highway"]), { "line-color": ink.main, "line-width": width(1.4, 18) }, round),
    shape("path", "transportation", "line", kindOf("class", ["path", "track"]), { "line-color": ink.path, "line-width": width(0.5, 4) }),
    shape("street", "transportation", "line", kindOf("class", ["minor", "service", "tertiary"]), { "line-color": ink.street, "line-width": width(0.7, 12) }, round),
    shape("main", "transportation", "line", kindOf("class", ["secondary", "primary", "trunk", "motorway"]), { "line-color": ink.main, "line-width": width(1.4, 18) }, round),
    name("roads", ["has", "name"]), name("transportation_name", ["has", "name"]),
  ];
  return layers.filter((one) => known.has(one["source-layer"]));
}

let archive = null; // opened once, with what it holds
async function opened(library, url) {
  const { PMTiles, Protocol } = await import("@vendor@/pmtiles.mjs");
  const protocol = new Protocol();
  library.addProtocol("pmtiles", protocol.tile);
  const file = new PMTiles(url);
  protocol.add(file);
  const { tileType } = await file.getHeader();
  if (tileType !== VECTOR) return { raster: true };
  return { known: new Set(((await file.getMetadata())?.vector_layers || []).map((one) => one.id)) };
}

// The source and the layers of the tiles; null where there are none, or none that this page can read: the campus's own streets,
// then. `ink` are the colors of the map, `width` makes a line's width of that at two zooms.
export async function ground(library, ink, width) {
  const url = config.map.tiles;
  if (!url) return null;
  const attribution = config.map.tiles_attribution || "";
  if (!/\.pmtiles(\?|$)/.test(url)) return { source: { type: "raster", tiles: [url], tileSize: 256, attribution }, layers: [{ id: "tiles", type: "raster", source: "tiles" }] };
  try {
    const { raster, known } = await (archive ||= opened(library, url));
    const source = { type: raster ? "raster" : "vector", url: `pmtiles://${url}`, attribution, ...(raster ? { tileSize: 256 } : {}) };
    const layers = raster ? [{ id: "tiles", type: "raster", source: "tiles" }] : vectorLayers(known, ink, width);
    return layers.length ? { source, layers } : null;
  } catch {
    archive = null;
    return null;
  }
}
