// The queue: what people say is wrong, one item after the other.
import { get, post } from "../api.js";
import { Button, Field, Problem, Said, ago, html, say, useEffect, useLoaded, useState, useWork } from "../ui.js";

const words = (text) => (text || "").replaceAll("_", " ");
const shown = (value) => (typeof value === "string" ? value : JSON.stringify(value));

function Told({ one }) {
  const intent = one.explanation?.intent;
  return html`<li class="panel"><p>${one.text ? html`<${Said}>${one.text}<//>` : html`<span class="hush">no words</span>`} <span class="hush">${ago(one.at)}</span></p>
    ${one.value !== null && one.value !== undefined && html`<p>Should be: <code>${shown(one.value)}</code></p>`}
    ${intent && html`<p class="hush">Understood: ${words(intent.kind)} ${Object.keys(intent.categories || {}).map(words).join(", ")}. Answered with: ${(one.explanation.cards || []).map((card) => card.name).join(", ") || "no cards"}.</p>`}</li>`;
}

function Item({ item, onDone }) {
  const [note, setNote] = useState("");
  const { busy, problem, run } = useWork();
  const open = item.state === "open";
  // A place that only another provider knows, and that is off the lists since this was accepted.
  const backable = item.kind === "report" && item.state === "accepted" && item.reason === "closed" && !item.document_id;
  const resolve = (action) => run(async () => {
    const { item: closed } = await post(`/admin/queue/${item.id}/resolve`, { action, note: note || null });
    say(closed.document_id ? "Accepted: there is a draft now." : action === "accept" ? "Accepted." : "Rejected.");
    onDone();
  });
  useEffect(() => {
    const pressed = (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
      if (event.key === "y" && open) resolve("accept");
      if (event.key === "n" && (open || backable)) resolve("reject");
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [item.id, note]);
  const link = theirs(item);
  return html`<section class="panel" aria-label="The item"><h2><${Said}>${item.name || item.place_id || "An answer"}<//></h2>
    <p>${words(item.kind)}: ${words(item.reason)} · ${item.count} ${item.count === 1 ? "person" : "people"}${item.place_count > 1 ? ` · ${item.place_count} open about this place` : ""}${open ? "" : html` · <span class="state">${item.state}</span>`}</p>
    ${link && html`<p>Only Google knows this place: <a href=${link} target="_blank" rel="noopener noreferrer">look at it there</a>.${item.reason === "closed" ? " Accepting takes it off the lists." : " No draft can be made of it."}</p>`}
    ${item.note && html`<p>Note: <${Said}>${item.note}<//></p>`}${item.document_id && html`<p><a href=${`#/places/${item.document_id}`}>The draft that was made of it</a></p>`}
    <ul class="list">${item.said.map((one) => html`<${Told} one=${one} />`)}</ul>
    ${(open || backable) && html`<div class="field"><label for="note">Note</label><textarea id="note" maxlength="2000" value=${note} onInput=${(event) => setNote(event.target.value)}></textarea></div>
    <${Problem} problem=${problem} />
    <div class="row wrap">${open && html`<button type="button" class="button primary" disabled=${busy} aria-keyshortcuts="y" onClick=${() => resolve("accept")}>Accept</button>`}
    <button type="button" class="button" disabled=${busy} aria-keyshortcuts="n" onClick=${() => resolve("reject")}>${open ? "Reject" : "Take it back: it is open"}</button>
    <span class="hush">${open && html`<kbd>y</kbd> accepts, `}<kbd>n</kbd> ${open ? "rejects" : "takes it back"}</span></div>`}</section>`;
}

const STATES = ["open", "accepted", "rejected", "done", "all"];
// Where somebody can look at a place that only Google knows.
const theirs = (item) => (item.place_id?.startsWith("ChIJ") ? `https://www.google.com/maps/search/?${new URLSearchParams({ api: 1, query: item.name || "place", query_place_id: item.place_id })}` : null);

export function Queue() {
  const [state, setState] = useState("open");
  const { data, problem, again } = useLoaded(() => get("/admin/queue", { limit: 100, state }), [state]);
  const [chosen, setChosen] = useState(null);
  const items = data?.items || [];
  const item = items.find((one) => one.id === chosen) || items[0];
  return html`<div class="row wrap"><${Field} label="State" options=${STATES.map((one) => [one, one])} value=${state} onChange=${(event) => { setChosen(null); setState(event.target.value); }} /><${Button} kind="quiet" onClick=${again}>Look again<//></div>
    <${Problem} problem=${problem} />${data && !items.length && html`<p class="hush" role="status">${state === "open" ? "Nothing is open." : "None."}</p>`}
    ${item && html`<div class="split"><ul class="list" aria-label="Items">${items.map((one) => html`<li key=${one.id}><button type="button" aria-current=${one.id === item.id ? "true" : undefined} onClick=${() => setChosen(one.id)}>
      <strong><${Said}>${one.name || one.place_id || "An answer"}<//></strong><br />${words(one.reason)} <span class="hush">${one.count} · ${ago(one.updated_at)}</span></button></li>`)}</ul>
      <${Item} key=${item.id} item=${item} onDone=${() => { setChosen(null); again(); }} /></div>`}`;
}
