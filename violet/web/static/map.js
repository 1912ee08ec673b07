// The map: the campus's own streets, parks, water and places, drawn by MapLibre, which is loaded when a map is first
// looked at. Where WebGL is missing, a list says the same.
import { Picture, select } from "./cards.js";
import { ground } from "./tiles.js";
import { Icon, Said, config, html, state, t, useEffect, useRef, useState, useStore } from "./ui.js";

let library = null;
const loadMap = () => (library ||= (async () => {
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = `${config.vendor}/maplibre-gl.css`;
  document.head.append(sheet);
  return import(`${config.vendor}/maplibre-gl.mjs`);
})());

const hasWebGL = () => {
  try {
    const context = document.createElement("canvas").getContext("webgl2");
    context?.getExtension("WEBGL_lose_context")?.loseContext();
    return Boolean(context);
  } catch { return false; }
};
const isDark = () => {
  const chosen = document.documentElement.dataset.theme;
  return chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
};

async function style(library) {
  const dark = isDark();
  const ink = dark
    ? { land: "#191427", park: "#1d3328", water: "#152a40", street: "#3a3252", main: "#554a75", path: "#3d4d44", place: "#8f7fc0", walk: "#c79bff", name: "#cfc4e6", area: "#9ccfae" }
    : { land: "#f5f2fb", park: "#d8ecd3", water: "#c3def2", street: "#dcd5ea", main: "#c2b5dc", path: "#b9d3b3", place: "#8d79b8", walk: "#7b1fbf", name: "#5d5470", area: "#33694a" };
  const width = (low, high) => ["interpolate", ["exponential", 1.5], ["zoom"], 12, low, 18, high];
  const tiles = await ground(library, ink, width);
  return {
    version: 8,
    sources: {
      campus: { type: "geojson", data: new URL(config.map.data, location.href).href, attribution: config.map.attribution.join(" · ") },
      walk: { type: "geojson", data: line(state.walk) },
      ...(tiles ? { tiles: tiles.source } : {}),
    },
    layers: [
      { id: "land", type: "background", paint: { "background-color": ink.land } },
      ...(tiles ? tiles.layers : [
        { id: "water", type: "fill", source: "campus", filter: ["==", ["get", "what"], "water"], paint: { "fill-color": ink.water } },
        { id: "park", type: "fill", source: "campus", filter: ["==", ["get", "what"], "park"], paint: { "fill-color": ink.park } },
        { id: "path", type: "line", source: "campus", filter: ["==", ["get", "what"], "path"], paint: { "line-color": ink.path, "line-width": width(0.5, 4) } },
        { id: "street", type: "line", source: "campus", filter: ["==", ["get", "what"], "street"], layout: { "line-cap": "round" }, paint: { "line-color": ink.street, "line-width": width(0.7, 12) } },
        { id: "main", type: "line", source: "campus", filter: ["==", ["get", "what"], "main"], layout: { "line-cap": "round" }, paint: { "line-color": ink.main, "line-width": width(1.4, 18) } },
      ]),
      { id: "place", type: "circle", source: "campus", filter: ["==", ["get", "what"], "place"], minzoom: 14, paint: { "circle-radius": ["interpolate", ["linear"], ["zoom"], 14, 1.5, 18, 5], "circle-color": ink.place, "circle-opacity": 0.7 } },
      ...(tiles ? [] : [
        { id: "street-name", type: "symbol", source: "campus", filter: ["all", ["has", "name"], ["in", ["get", "what"], ["literal", ["street", "main"]]]], minzoom: 14.5, layout: { "symbol-placement": "line", "text-field": ["get", "name"], "text-size": 12, "text-font": ["sans-serif"], "symbol-spacing": 320, "text-padding": 6 }, paint: { "text-color": ink.name, "text-halo-color": ink.land, "text-halo-width": 1.6 } },
        { id: "area-name", type: "symbol", source: "campus", filter: ["all", ["has", "name"], ["in", ["get", "what"], ["literal", ["park", "water"]]]], minzoom: 13.5, layout: { "text-field": ["get", "name"], "text-size": 12, "text-font": ["sans-serif"], "text-max-width": 8 }, paint: { "text-color": ink.area, "text-halo-color": ink.land, "text-halo-width": 1.4 } },
      ]),
      { id: "walk", type: "line", source: "walk", layout: { "line-cap": "round", "line-join": "round" }, paint: { "line-color": ink.walk, "line-width": 5, "line-opacity": 0.9 } },
    ],
  };
}
const line = (points) => ({ type: "FeatureCollection", features: points?.length > 1 ? [{ type: "Feature", properties: {}, geometry: { type: "LineString", coordinates: points.map(([lat, lng]) => [lng, lat]) } }] : [] });

function pin(card, index, chosen) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = `pin ${chosen ? "chosen" : ""}`;
  button.setAttribute("aria-label", `${index + 1}. ${card.name}`);
  const head = document.createElement("span");
  head.textContent = String(index + 1);
  button.append(head);
  button.addEventListener("click", () => select(card));
  return button;
}

// One pin that can be moved; `pick` is {at: {lat, lng} or null, set}.
function usePick(ready, map, pick) {
  const marker = useRef(null);
  const chosen = useRef(pick);
  chosen.current = pick;
  useEffect(() => {
    if (!ready || !pick) return undefined;
    const { made } = map.current;
    made.getCanvas().style.cursor = "crosshair";
    const clicked = (event) => chosen.current.set(event.lngLat);
    made.on("click", clicked);
    return () => made.off("click", clicked);
  }, [ready, Boolean(pick)]);
  useEffect(() => {
    if (!ready || !pick) return;
    const { made, library } = map.current;
    if (!pick.at) { marker.current?.remove(); marker.current = null; return; }
    if (!marker.current) {
      const element = document.createElement("div");
      element.className = "pin chosen";
      element.append(document.createElement("span"));
      element.addEventListener("click", (event) => event.stopPropagation());
      marker.current = new library.Marker({ element, anchor: "bottom", draggable: true }).setLngLat([pick.at.lng, pick.at.lat]).addTo(made);
      marker.current.on("dragend", () => chosen.current.set(marker.current.getLngLat()));
      made.jumpTo({ center: [pick.at.lng, pick.at.lat], zoom: Math.max(made.getZoom(), 15.5) });
    } else marker.current.setLngLat([pick.at.lng, pick.at.lat]);
    if (!made.getBounds().contains([pick.at.lng, pick.at.lat])) made.jumpTo({ center: [pick.at.lng, pick.at.lat] });
  }, [ready, pick]);
}

export function CampusMap({ cards, people = [], walk, selected, pick }) {
  const box = useRef();
  const map = useRef();
  const markers = useRef([]);
  const [ready, setReady] = useState(false);
  const [failed, setFailed] = useState(() => !hasWebGL());
  useEffect(() => {
    if (failed) return undefined;
    let gone = false;
    loadMap().then(async (library) => [library, await style(library)]).then(([library, drawn]) => {
      if (gone || !box.current) return;
      const here = state.position || config.campus.location;
      const made = new library.Map({ container: box.current, style: drawn, center: [here.lng, here.lat], zoom: 14.5, attributionControl: { compact: true }, dragRotate: false, fadeDuration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 300 });
      made.addControl(new library.NavigationControl({ showCompass: false }), "top-right");
      made.on("error", () => {}); // with no network the streets are missing: the pins and the list are there
      made.on("load", () => !gone && setReady(true));
      made.on("idle", () => box.current?.setAttribute("data-idle", "true"));
      map.current = { made, library };
    }, () => setFailed(true));
    const themed = async () => { const drawn = map.current && (await style(map.current.library)); if (!gone && drawn) map.current.made.setStyle(drawn); };
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", themed);
    addEventListener("violet-theme", themed);
    return () => {
      gone = true;
      dark.removeEventListener("change", themed);
      removeEventListener("violet-theme", themed);
      map.current?.made.remove();
    };
  }, [failed]);
  useEffect(() => {
    if (!ready) return;
    const { made, library } = map.current;
    markers.current.forEach((one) => one.remove());
    const shown = cards.filter((card) => card.location);
    markers.current = shown.map((card, index) => new library.Marker({ element: pin(card, index, card.id === selected), anchor: "bottom" }).setLngLat([card.location.lng, card.location.lat]).addTo(made));
    for (const person of people) {
      const dot = document.createElement("span");
      dot.className = "person";
      dot.textContent = (person.name || "?").slice(0, 1);
      dot.setAttribute("role", "img");
      dot.setAttribute("aria-label", person.name || t("together.somebody"));
      markers.current.push(new library.Marker({ element: dot }).setLngLat([person.lng, person.lat]).addTo(made));
    }
    if (state.position) {
      const dot = document.createElement("span");
      dot.className = "me";
      dot.setAttribute("role", "img");
      dot.setAttribute("aria-label", t("map.you"));
      markers.current.push(new library.Marker({ element: dot }).setLngLat([state.position.lng, state.position.lat]).addTo(made));
    }
  }, [ready, cards, people, selected]);
  useEffect(() => {
    if (!ready) return;
    const { made, library } = map.current;
    made.getSource("walk")?.setData(line(walk));
    box.current?.setAttribute("data-walk", String(walk?.length || 0));
    const points = [...cards.filter((card) => card.location).map((card) => [card.location.lng, card.location.lat]), ...people.map((one) => [one.lng, one.lat]), ...(walk || []).map(([lat, lng]) => [lng, lat])];
    if (!points.length) return;
    const bounds = points.reduce((whole, point) => whole.extend(point), new library.LngLatBounds(points[0], points[0]));
    made.fitBounds(bounds, { padding: { top: 60, bottom: Math.min(90, box.current.clientHeight / 4), left: 40, right: 50 }, maxZoom: 16.5, animate: !matchMedia("(prefers-reduced-motion: reduce)").matches });
  }, [ready, cards, people, walk]);
  usePick(ready, map, pick);
  if (failed && pick) return html`<p class="hush">${t("map.none")}</p>`;
  if (failed) return html`<${PlaceList} cards=${cards} people=${people} />`;
  return html`<div class="map" ref=${box} role="region" aria-label=${t("map.label")}></div>`;
}

function PlaceList({ cards, people }) {
  return html`<div class="map-list"><p class="hush">${t("map.list")}</p><ul>
    ${cards.map((card) => html`<li><button type="button" class="plain" onClick=${() => select(card)}><${Picture} card=${card} /> <${Said}>${card.name}<//></button> <span class="hush">${[card.walk_time, card.address].filter(Boolean).join(" · ")}</span></li>`)}
    ${people.map((one) => html`<li><${Icon} name="pin" /> <${Said}>${one.name || t("together.somebody")}<//></li>`)}
    ${!cards.length && !people.length && html`<li class="hush">${t("map.empty")}</li>`}
  </ul></div>`;
}

// The cards of the last answer, or what is near where none was given.
export function MapPane() {
  const { cards, walk, selected } = useStore();
  return html`<${CampusMap} cards=${cards} walk=${walk} selected=${selected} />`;
}
