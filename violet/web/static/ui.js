// What every screen is made of: Preact with htm, a small store, texts, and the parts that look the same everywhere.
import { h, render, Fragment } from "@vendor@/preact.mjs";
import { useEffect, useRef, useState, useCallback, useMemo } from "@vendor@/hooks.mjs";
import htm from "@vendor@/htm.mjs";

export const html = htm.bind(h);
export { h, render, Fragment, useEffect, useRef, useState, useCallback, useMemo };

export const config = JSON.parse(document.getElementById("config").textContent);

// ---- The store: one object, and who wants to hear of its changes.
export const state = {
  me: null, // the account, once signed in
  session: "unknown", // "unknown" | "none" | "open"
  turns: [], // the conversation on screen
  earlier: null, // where the turns before these are
  cards: [], // what the map shows
  selected: null, // id of the card in focus
  walk: null, // [[lat, lng], ...] drawn on the map
  position: null, // {lat, lng}, where the person let us look
  unread: 0,
  toast: null,
};
const hearers = new Set();
export function set(patch) {
  Object.assign(state, patch);
  for (const hear of [...hearers]) hear();
}
export function useStore() {
  const [, again] = useState(0);
  useEffect(() => {
    const hear = () => again((n) => n + 1);
    hearers.add(hear);
    return () => hearers.delete(hear);
  }, []);
  return state;
}

// ---- Texts by file, one for each language.
let texts = {};
let fallback = {};
export let language = "en";
export async function loadTexts() {
  const wanted = preference("language") || (navigator.languages || ["en"]).map((tag) => tag.slice(0, 2)).find((tag) => config.texts.includes(tag)) || "en";
  const read = async (tag) => (await fetch(`${config.own}/text/${tag}.json`)).json();
  fallback = texts = await read("en");
  if (wanted !== "en" && config.texts.includes(wanted)) texts = await read(wanted);
  language = wanted;
  document.documentElement.lang = wanted;
}
export function t(key, values = {}) {
  const text = texts[key] ?? fallback[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}
export const has = (key) => key in fallback;

// ---- How the person wants the page to look. Nothing of an account is kept here.
export function preference(name, value) {
  try {
    if (value === undefined) return localStorage.getItem(`violet.${name}`);
    localStorage.setItem(`violet.${name}`, value);
  } catch { /* a browser that keeps nothing */ }
  return value ?? null;
}
export function useTheme() {
  document.documentElement.dataset.theme = preference("theme") || "auto";
}

// ---- Times and numbers, in the person's language and the campus's zone.
const zone = () => ({ timeZone: config.campus.timezone });
const told = (iso, parts) => {
  const moment = new Date(iso);
  return Number.isNaN(moment.getTime()) ? "" : new Intl.DateTimeFormat(language, { ...parts, ...zone() }).format(moment);
};
export const clock = (iso) => told(iso, { hour: "numeric", minute: "2-digit" });
export const dayAndClock = (iso) => told(iso, { weekday: "short", month: "short", day: "numeric", hour: "numeric", minute: "2-digit" });
export const ago = (iso) => {
  const minutes = Math.round((Date.now() - new Date(iso)) / 60000);
  if (Number.isNaN(minutes)) return "";
  const format = new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "short" });
  if (Math.abs(minutes) < 60) return format.format(-minutes, "minute");
  if (Math.abs(minutes) < 1440) return format.format(-Math.round(minutes / 60), "hour");
  return format.format(-Math.round(minutes / 1440), "day");
};

// ---- Parts.
// What somebody else wrote stands for itself: its direction, whatever marks are in it, ends where it ends.
export const Said = ({ children }) => html`<bdi>${children}</bdi>`;

const PATHS = {
  chat: "M4 5h16v11H9l-5 4z", today: "M5 4v3M19 4v3M4 8h16v12H4zM8 12h3v3H8z", map: "M9 4 3 6v14l6-2 6 2 6-2V4l-6 2zM9 4v14M15 6v14",
  together: "M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zm8 0a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2 20c0-4 3-6 6-6s6 2 6 6M14 14.500c4-1.500 8 1 8 5.500",
  you: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-5 4-7 8-7s8 2 8 7", send: "M4 12 20 4l-5 16-3-7z", stop: "M7 7h10v10H7z",
  up: "M7 11v9H4v-9zm0 0 4-8c2 0 2.500 1 2.500 2.500L13 9h6l-1.500 11H7", down: "M17 13V4h3v9zm0 0-4 8c-2 0-2.500-1-2.500-2.500L11 15H5L6.500 4H17",
  copy: "M8 8h12v12H8zM16 8V4H4v12h4", share: "M12 15V3m0 0L8 7m4-4 4 4M5 12v8h14v-8", why: "M12 17v.01M9 9a3 3 0 1 1 4 3c-1 .5-1 1-1 2M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z",
  save: "M6 4h12v17l-6-4-6 4z", walk: "M13 5.500v.01M11 21l2-6-2-3 1-4 3 3 3 1M12 8l-3 2-1 3M13 15l3 6", pin: "M12 21s7-6 7-12a7 7 0 1 0-14 0c0 6 7 12 7 12zM12 11a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
  bell: "M6 16V10a6 6 0 1 1 12 0v6l2 2H4zM10 21h4", new: "M12 5v14M5 12h14", here: "M12 3v4M12 17v4M3 12h4M17 12h4M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8z", close: "M6 6l12 12M18 6 6 18",
  book: "M4 5c3-1 6-1 8 1 2-2 5-2 8-1v14c-3-1-6-1-8 1-2-2-5-2-8-1zM12 6v14", cup: "M5 9h11v6a5 5 0 0 1-5 5h-1a5 5 0 0 1-5-5zm11 1h2a2 2 0 0 1 0 5h-2M8 3v3m4-3v3",
  bowl: "M3 11h18a9 9 0 0 1-6 8.500V21H9v-1.500A9 9 0 0 1 3 11zM8 4c-1 1.500 1 2.500 0 4m5-4c-1 1.500 1 2.500 0 4", glass: "M5 4h14l-7 9zM12 13v7m-4 0h8", note: "M9 18V5l10-2v13M9 18a3 3 0 1 1-6 0 3 3 0 0 1 6 0zm10-2a3 3 0 1 1-6 0 3 3 0 0 1 6 0z",
  frame: "M4 4h16v16H4zM4 16l5-5 4 4 3-3 4 4M15 9v.01", tree: "M12 3l6 8h-3l4 6H5l4-6H6zM12 17v4", bag: "M5 8h14l1 13H4zM9 8V6a3 3 0 0 1 6 0v2", run: "M14 4.500v.01M6 21l4-4-1-5 5-3 3 3h3M9 12 6 11l2-3 4-1m0 7 3 2v5",
  cross: "M9 3h6v6h6v6h-6v6H9v-6H3V9h6z", train: "M7 3h10a2 2 0 0 1 2 2v9a3 3 0 0 1-3 3H8a3 3 0 0 1-3-3V5a2 2 0 0 1 2-2zM5 10h14M9 13.500v.01m6 0v.01M8 17l-2 4m10-4 2 4", film: "M4 5h16v14H4zM8 5v14m8-14v14M4 9.500h4m8 0h4M4 14.500h4m8 0h4",
  flag: "M5 21V4m0 0c5-3 8 3 14 0v9c-6 3-9-3-14 0", shield: "M12 3 4 6v6c0 5 4 8 8 9 4-1 8-4 8-9V6z", go: "M9 6l6 6-6 6",
};
export const Icon = ({ name, fill }) => html`<svg class=${fill ? "icon filled" : "icon"} viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=${PATHS[name]} /></svg>`;

export const Button = ({ icon, label, kind = "", children, ...rest }) =>
  html`<button type="button" class=${`button ${kind}`} aria-label=${children ? undefined : label} title=${children ? undefined : label} ...${rest}>${icon && html`<${Icon} name=${icon} />`}${children && html`<span>${children}</span>`}</button>`;

let fields = 0;
export function Field({ label, hint, error, ...input }) {
  const [id] = useState(() => `field-${++fields}`);
  const described = error ? `${id}-error` : hint ? `${id}-hint` : undefined;
  return html`<div class="field">
    <label for=${id}>${label}</label>
    ${input.options
      ? html`<select id=${id} ...${{ ...input, options: undefined }}>${input.options.map(([value, text]) => html`<option value=${value} selected=${value === input.value}>${text}</option>`)}</select>`
      : html`<input id=${id} aria-describedby=${described} aria-invalid=${error ? "true" : undefined} ...${input} />`}
    ${hint && html`<p class="hint" id=${`${id}-hint`}>${hint}</p>`}
    ${error && html`<p class="error" id=${`${id}-error`} role="alert"><${Said}>${error}<//></p>`}
  </div>`;
}

export const Check = ({ label, checked, disabled, onChange }) =>
  html`<label class="check"><input type="checkbox" checked=${checked} disabled=${disabled} onChange=${(event) => onChange(event.target.checked)} /><span>${label}</span></label>`;

// A group of choices of which any number may be on.
export const Choices = ({ legend, options, chosen, onChange }) => html`<fieldset class="choices"><legend>${legend}</legend>
  ${options.map(([value, text]) => html`<label class="chip pick"><input type="checkbox" checked=${chosen.includes(value)}
    onChange=${(event) => onChange(event.target.checked ? [...chosen, value] : chosen.filter((one) => one !== value))} /><span>${text}</span></label>`)}</fieldset>`;

export function Sheet({ title, onClose, children }) {
  const dialog = useRef();
  useEffect(() => {
    dialog.current.showModal();
    return () => dialog.current?.close();
  }, []);
  return html`<dialog ref=${dialog} class="sheet" aria-label=${title} onClose=${onClose} onClick=${(event) => event.target === dialog.current && onClose()}>
    <div class="sheet-body"><header><h2>${title}</h2><${Button} icon="close" label=${t("close")} onClick=${onClose} kind="quiet" /></header>${children}</div></dialog>`;
}

let toastTimer = null;
export function say(text) {
  clearTimeout(toastTimer);
  set({ toast: text });
  toastTimer = setTimeout(() => set({ toast: null }), 5000);
}
export const Toast = () => html`<div class="toast" role="status" aria-live="polite">${useStore().toast && html`<p><${Said}>${state.toast}<//></p>`}</div>`;

// Runs work for a form: busy while it goes, and what went wrong by field or as a whole.
export function useWork() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(null);
  const run = async (work) => {
    setBusy(true);
    setProblem(null);
    try {
      return await work();
    } catch (error) {
      setProblem(error);
      return undefined;
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, run, wrong: (field) => (problem?.field === field ? problem.message : undefined) };
}
export const Problem = ({ problem, but = [] }) => problem && !but.includes(problem.field) && html`<p class="error" role="alert"><${Said}>${problem.message}<//></p>`;

// Loads something when a screen opens. `again` loads it anew.
export function useLoaded(load, deps = []) {
  const [found, setFound] = useState({ data: null, problem: null });
  const again = useCallback(() => {
    let here = true;
    load().then((data) => here && setFound({ data, problem: null }), (problem) => here && setFound({ data: null, problem }));
    return () => (here = false);
  }, deps);
  useEffect(again, deps);
  return { ...found, again };
}
