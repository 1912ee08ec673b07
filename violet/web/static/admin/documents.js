// Documents: the list, one to edit with its way to students, its versions, and how it would look.
import { call, get, post } from "../api.js";
import { Cards } from "../cards.js";
import { Button, Check, Field, Problem, Said, ago, dayAndClock, html, say, useCallback, useEffect, useLoaded, useMemo, useRef, useState, useWork } from "../ui.js";
import { Hours } from "./hours.js";
import { Position } from "./position.js";

const STATES = ["", "draft", "in_review", "approved", "published", "archived"];
const LISTS = ["kinds", "aliases", "cuisines", "categories"];
const FIELDS = {
  places: ["id", "name", "lat", "lng", "kinds", "address", "about", "opening_hours", "website", "price_level", "cuisines", "aliases", "campus", "tags", "diets", "closed"],
  events: ["id", "title", "starts_at", "ends_at", "rrule", "place", "venue", "address", "lat", "lng", "about", "categories", "free", "price", "organizer", "url"],
  guides: ["slug", "title", "about", "places"],
};
const HINTS = {
  places: { id: "Of a place of the guide, to correct it; left out, it is made from the name." }, events: { id: "Left out, it is made from the title." }, guides: { slug: "Its address; left out, it is made from the title.", places: "One a line: the place's id, then the words after a space" },
  kinds: "By commas: cafe, library", starts_at: "2026-12-01T18:00:00-05:00",
  rrule: "FREQ=WEEKLY;BYDAY=TU", tags: "By commas: quiet, wifi; with a minus for no: -cash_only", diets: "By commas: vegan, -halal",
};
const LABELS = { lat: "Latitude", lng: "Longitude", rrule: "Repeats (RRULE)", id: "Id" };
const words = (name) => name.replaceAll("_", " ").replace(/^./, (letter) => letter.toUpperCase());
const NUMBERS = ["lat", "lng", "price_level"];

const asText = (name, value) => {
  if (value === undefined || value === null) return "";
  if (name === "places") return value.map((one) => `${one.place_id} ${one.words || ""}`.trim()).join("\n");
  if (name === "tags" || name === "diets") return Object.entries(value).map(([key, has]) => (has ? key : `-${key}`)).join(", ");
  return LISTS.includes(name) ? value.join(", ") : String(value);
};
const asData = (name, text) => {
  const parts = () => text.split(",").map((part) => part.trim()).filter(Boolean);
  if (name === "places") return text.split("\n").map((line) => line.trim()).filter(Boolean).map((line) => { const [place_id, ...rest] = line.split(/\s+/); return rest.length ? { place_id, words: rest.join(" ") } : { place_id }; });
  if (name === "tags" || name === "diets") return Object.fromEntries(parts().map((part) => [part.replace(/^-/, ""), !part.startsWith("-")]));
  if (LISTS.includes(name)) return parts();
  return NUMBERS.includes(name) ? (text.trim() === "" || Number.isNaN(Number(text)) ? text : Number(text)) : text;
};

function Form({ kind, document, onSaved }) {
  const [data, setData] = useState(document?.data || {});
  // What is saved is what has been typed, whether or not it has been drawn yet.
  const newest = useRef(data);
  const change = useCallback((part) => setData((newest.current = { ...newest.current, ...part })), []);
  const [texts, setTexts] = useState({});
  const { busy, problem, run } = useWork();
  const wrong = (name) => (problem?.field?.startsWith(`data.${name}`) ? problem.message : undefined);
  const typed = (name) => (event) => { const text = event.target.value; setTexts((old) => ({ ...old, [name]: text })); change({ [name]: asData(name, text) }); };
  const at = useMemo(() => (typeof data.lat === "number" && typeof data.lng === "number" && Math.abs(data.lat) <= 90 && Math.abs(data.lng) <= 180 ? { lat: data.lat, lng: data.lng } : null), [data.lat, data.lng]);
  const moved = useCallback(({ lat, lng }) => { setTexts((old) => ({ ...old, lat: undefined, lng: undefined })); change({ lat, lng }); }, []);
  const save = (event) => {
    event?.preventDefault();
    run(async () => {
      const said = Object.fromEntries(Object.entries(newest.current).filter(([name, value]) => value !== "" && value !== null && !(name === "closed" && !value)));
      const saved = document
        ? await call("PUT", `/content/${kind}/${document.id}`, { data: said }, { headers: { "If-Match": `"${document.version}"` } })
        : await post(`/content/${kind}`, { data: said });
      say(`Saved as version ${saved.version}.`);
      onSaved(saved);
    });
  };
  useEffect(() => {
    const pressed = (event) => { if ((event.ctrlKey || event.metaKey) && event.key === "s") { event.preventDefault(); save(); } };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [document]);
  const hint = (name) => HINTS[kind][name] ?? (typeof HINTS[name] === "string" ? HINTS[name] : undefined);
  const field = (name) => html`<${Field} label=${LABELS[name] || words(name)} hint=${hint(name)} error=${wrong(name)} value=${texts[name] ?? asText(name, data[name])} readonly=${Boolean(document) && (name === "id" || name === "slug")} onInput=${typed(name)} />`;
  return html`<form class="stack" onSubmit=${save}>${FIELDS[kind].map((name) => {
    if (name === "opening_hours") return html`<${Hours} value=${data.opening_hours || ""} onChange=${(value) => change({ opening_hours: value })} />${wrong(name) && html`<p class="error" role="alert">${wrong(name)}</p>`}`;
    if (name === "lng") return html`${field(name)}<${Position} at=${at} set=${moved} />`;
    if (name === "closed" || name === "free") return html`<${Check} label=${name === "closed" ? "Has closed for good" : "Free of charge"} checked=${Boolean(data[name])} onChange=${(on) => change({ [name]: on })} />`;
    if (name === "places" || name === "about") return html`<div class="field"><label for=${`of-${name}`}>${words(name)}</label><textarea id=${`of-${name}`} value=${texts[name] ?? asText(name, data[name])} onInput=${typed(name)}></textarea>${hint(name) && html`<p class="hint">${hint(name)}</p>`}${wrong(name) && html`<p class="error" role="alert">${wrong(name)}</p>`}</div>`;
    return field(name);
  })}
    <${Problem} problem=${problem} but=${FIELDS[kind].map((name) => `data.${name}`)} />
    <div class="row"><button class="button primary" disabled=${busy} aria-keyshortcuts="Control+s">Save</button><span class="hush"><kbd>Ctrl</kbd> <kbd>S</kbd></span></div></form>`;
}

function Steps({ document, onChanged }) {
  const [reason, setReason] = useState("");
  const [at, setAt] = useState("");
  const { busy, problem, run } = useWork();
  const take = (step, body) => run(async () => { const changed = await post(`/content/${document.kind}/${document.id}/${step}`, body, { headers: { "If-Match": `"${document.version}"` } }); say(`Now: ${words(changed.state)}.`); onChanged(changed); });
  const button = (step, text, body) => html`<button type="button" class="button" disabled=${busy} onClick=${() => take(step, body)}>${text}</button>`;
  return html`<div class="stack"><p><span class=${`state ${document.state}`}>${words(document.state)}</span> version ${document.version}${document.live_version ? `, students see version ${document.live_version}` : ", students see nothing of it"}${document.publish_at ? `, to be published ${dayAndClock(document.publish_at)}` : ""}</p>
    ${document.problem && html`<p class="error" role="alert">It cannot be read: ${document.problem}</p>`}${document.review_note && html`<p>Reviewer: <${Said}>${document.review_note}<//></p>`}
    <div class="row wrap">${document.state === "draft" && button("submit", "Submit for review", {})}${document.state === "in_review" && button("approve", "Approve", {})}
      ${document.state === "approved" && button("publish", at ? "Publish then" : "Publish now", at ? { at: new Date(at).toISOString() } : {})}${document.live_version && button("archive", "Take it down", {})}</div>
    ${document.state === "approved" && html`<${Field} label="Publish at (empty: now)" type="datetime-local" value=${at} onInput=${(event) => setAt(event.target.value)} />`}
    ${document.state === "in_review" && html`<div class="row wrap"><${Field} label="Reason" value=${reason} onInput=${(event) => setReason(event.target.value)} />${button("reject", "Reject", { reason })}</div>`}
    <${Problem} problem=${problem} /></div>`;
}

function Versions({ document, onChanged }) {
  const { data, problem } = useLoaded(() => get(`/content/${document.kind}/${document.id}/versions`), [document.id, document.version]);
  const { busy, run, problem: failed } = useWork();
  const told = (value) => (value === null || value === undefined ? "nothing" : typeof value === "string" ? value : JSON.stringify(value));
  const back = (version) => run(async () => { onChanged(await post(`/content/${document.kind}/${document.id}/revert`, { version })); say(`Version ${version} again.`); });
  return html`<section aria-label="Versions"><h3>Versions</h3><${Problem} problem=${problem || failed} /><ul class="list">${data?.versions.map((one) => html`<li class="panel" key=${one.version}><p><strong>Version ${one.version}</strong> <span class="hush">by account ${one.author_id ?? "that is gone"}, ${ago(one.at)}${one.source_version ? `, back to ${one.source_version}` : ""}</span>
      ${one.version !== document.version && html` <button type="button" class="link" disabled=${busy} onClick=${() => back(one.version)}>Go back to it</button>`}</p>
    <ul>${one.changes.map((change) => html`<li>${words(change.field)}: <del><${Said}>${told(change.before)}<//></del> → <ins><${Said}>${told(change.after)}<//></ins></li>`)}</ul></li>`)}</ul></section>`;
}

function Preview({ document }) {
  const { data, problem } = useLoaded(() => get(`/content/${document.kind}/${document.id}/preview`), [document.id, document.version]);
  return html`<section aria-label="As students would see it"><h3>As students would see it</h3><${Problem} problem=${problem} />
    ${data?.reply && html`<p class="panel"><${Said}>${data.reply}<//></p>`}${data?.card && html`<${Cards} cards=${[data.card]} />`}
    ${data?.guide && html`<h4>${data.guide.title}</h4><p>${data.guide.about}</p><${Cards} cards=${data.guide.places} />`}${data && !data.reply && !data.card && !data.guide && html`<p class="hush">Nothing.</p>`}</section>`;
}

function One({ kind, id, onChanged }) {
  const { data: document, problem, again } = useLoaded(() => (id === "new" ? Promise.resolve(null) : get(`/content/${kind}/${id}`)), [kind, id]);
  const changed = (saved) => { onChanged(); if (id === "new") location.hash = `#/${kind}/${saved.id}`; else again(); };
  if (id === "new") return html`<section class="panel" aria-label="A new document"><h2>New</h2><${Form} kind=${kind} onSaved=${changed} /></section>`;
  return html`<section class="panel" aria-label="The document"><${Problem} problem=${problem} />${document && html`<h2><${Said}>${document.data.name || document.data.title || document.subject}<//></h2>
    <${Steps} document=${document} onChanged=${changed} /><${Form} key=${document.version} kind=${kind} document=${document} onSaved=${changed} /><${Preview} document=${document} /><${Versions} document=${document} onChanged=${changed} />`}</section>`;
}

export function Documents({ kind, rest }) {
  const [state, setState] = useState("");
  const [broken, setBroken] = useState(false);
  const { data, problem, again } = useLoaded(() => get(`/content/${kind}`, { state, broken: broken || "", limit: 100 }), [kind, state, broken]);
  return html`<div class="row wrap"><${Field} label="State" options=${STATES.map((one) => [one, one ? words(one) : "Any"])} value=${state} onChange=${(event) => setState(event.target.value)} />
      <${Check} label="Only what cannot be read" checked=${broken} onChange=${setBroken} /><a class="button primary" href=${`#/${kind}/new`}>New</a><${Button} kind="quiet" onClick=${again}>Look again<//></div><${Problem} problem=${problem} />
    <div class="split"><ul class="list" aria-label="Documents">${data?.documents.map((one) => html`<li key=${one.id}><button type="button" aria-current=${one.id === rest ? "true" : undefined} onClick=${() => (location.hash = `#/${kind}/${one.id}`)}><strong><${Said}>${one.data.name || one.data.title || one.subject}<//></strong><br />
      <span class=${`state ${one.state}`}>${words(one.state)}</span> <span class="hush">${ago(one.updated_at)}</span>${one.problem && html` <span class="error">cannot be read</span>`}</button></li>`)}${data && !data.documents.length && html`<li class="hush">None.</li>`}</ul>
    ${rest && html`<${One} key=${rest} kind=${kind} id=${rest} onChanged=${again} />`}</div>`;
}
