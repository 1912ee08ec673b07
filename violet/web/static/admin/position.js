// Where something is: a pin on the campus's map, set by a click, moved by dragging or by the arrow keys.
import { CampusMap } from "../map.js";
import { config, html, useMemo, useState } from "../ui.js";

const STEP = 0.0001; // about ten meters
const MOVES = { ArrowUp: [STEP, 0], ArrowDown: [-STEP, 0], ArrowLeft: [0, -STEP], ArrowRight: [0, STEP] };
const round = (degrees) => Math.round(degrees * 1e6) / 1e6;
const NONE = [];

// `at` is {lat, lng} or null; `set` hears where it should be.
export function Position({ at, set }) {
  const [shown, setShown] = useState(Boolean(at));
  const pick = useMemo(() => ({ at, set: (where) => set({ lat: round(where.lat), lng: round(where.lng) }) }), [at?.lat, at?.lng, set]);
  const pressed = (event) => {
    const move = MOVES[event.key];
    if (!move || event.target.closest("input, .maplibregl-ctrl")) return;
    event.preventDefault();
    event.stopPropagation();
    const from = at || config.campus.location;
    pick.set({ lat: from.lat + move[0], lng: from.lng + move[1] });
  };
  if (!shown) return html`<p><button type="button" class="button" onClick=${() => setShown(true)}>Show the map</button></p>`;
  return html`<fieldset class="panel position"><legend>On the map</legend>
    <div class="map-box" onKeyDownCapture=${pressed}><${CampusMap} cards=${NONE} people=${NONE} walk=${null} pick=${pick} /></div>
    <p class="hush">Click where it is, or drag the pin. With the map in focus the arrow keys move it by ten meters.</p></fieldset>`;
}
