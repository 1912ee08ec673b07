// A place or an event as a card, and what can be done with it.
import { get, post, put, remove } from "./api.js";
import { Button, Field, Fragment, Icon, Problem, Said, Sheet, clock, config, dayAndClock, has, html, say, set, state, t, useState, useStore, useWork } from "./ui.js";

const KINDS = {
  study: "book", cafe: "cup", quick_bites: "bowl", restaurant: "bowl", dining_hall: "bowl", bars: "glass", stage: "note", outdoors: "tree", culture: "frame",
  shopping: "bag", groceries: "bag", fitness: "run", pharmacy: "cross", health: "cross", transit: "train", film: "film", event: "today", place: "pin",
};
export const Picture = ({ card }) => html`<${Icon} name=${KINDS[card.top_category] || KINDS[card.type] || "pin"} />`;
export const word = (text) => (has(`word.${text}`) ? t(`word.${text}`) : String(text).replaceAll(/[_-]/g, " "));
const eventId = (card) => card.event_id ?? card.id;
// The page loads pictures from its own server alone, which fetches those that others have.
const ownPicture = (card) => {
  if (card.type === "event") return /^https:/i.test(card.photo_url || "") && Number.isInteger(eventId(card)) ? `/photos/events/${eventId(card)}` : null;
  const token = /\/api\/v1\/photos\/([\w.-]+)$/.exec(card.photo_url || "");
  return config.offers.pictures && token ? `/photos/${token[1]}` : null;
};
const ownPath = (address) => {
  try { return new URL(address, location.href).pathname; } catch { return null; }
};
const httpOnly = (address) => (/^https?:\/\//i.test(address || "") ? address : null);

// A card of another part of the campus tells the walk from there, which is not the one from here: that is not drawn.
const minutesIn = (text) => Number(/\d+/.exec(text || "")?.[0] ?? NaN);
function isItsWalk(way, card) {
  const apart = Math.abs(minutesIn(way.duration_text) - minutesIn(card.walk_time));
  return !(apart > 5 && apart > minutesIn(card.walk_time) / 2);
}

export async function select(card) {
  set({ selected: card.id });
  if (!card.location) return set({ walk: null });
  const from = state.position || config.campus.location;
  try {
    const way = await get("/directions", { lat: card.location.lat, lng: card.location.lng, origin_lat: from.lat, origin_lng: from.lng });
    if (state.selected === card.id) set({ walk: isItsWalk(way, card) ? way.polyline : null });
  } catch {
    if (state.selected === card.id) set({ walk: null });
  }
  return undefined;
}

function Hours({ card }) {
  if (card.hours_today) {
    const spells = card.hours_today.map(([from, to]) => `${clock(from)} – ${clock(to)}`).join(", ");
    return html`<span class=${card.open_now === false ? "fact closed" : "fact"}>${spells ? t("card.today", { hours: spells }) : t("card.closed_today")}</span>`;
  }
  if (card.open_now === true) return html`<span class="fact open">${card.open_until ? t("card.open_until", { time: clock(card.open_until) }) : t("card.open")}</span>`;
  if (card.open_now === false) return html`<span class="fact closed">${t("card.closed")}</span>`;
  return null;
}

const shareText = (card) => [card.name, card.address, card.start && dayAndClock(card.start), card.maps_link].filter(Boolean).join("\n");

export async function shareOut(title, text) {
  try {
    if (navigator.share) return await navigator.share({ title, text });
    await navigator.clipboard.writeText(text);
    return say(t("copied"));
  } catch (error) {
    if (error.name !== "AbortError") say(t("not_copied"));
  }
  return undefined;
}

function SaveButton({ card }) {
  const [saved, setSaved] = useState(Boolean(card.saved));
  const toggle = async () => {
    try {
      await (saved ? remove : put)(`/saved/${encodeURIComponent(card.place_id)}`);
      setSaved(!saved);
      say(t(saved ? "card.unsaved" : "card.saved", { name: card.name }));
    } catch (error) { say(error.message); }
  };
  return html`<${Button} kind="quiet" icon="save" label=${t("card.save", { name: card.name })} aria-pressed=${saved} onClick=${toggle} />`;
}

function Rsvp({ card }) {
  const [open, setOpen] = useState(false);
  const [status, setStatus] = useState(card.status || "none");
  const id = eventId(card);
  const ahead = (new Date(card.start) - Date.now()) / 60000;
  const reminders = [15, 30, 60, 1440].filter((minutes) => minutes < ahead);
  const answer = async (chosen, minutes) => {
    try {
      const kept = await post(`/events/${id}/rsvp`, { status: chosen, remind_minutes_before: minutes });
      setStatus(chosen);
      setOpen(false);
      say(kept.remind_at ? t("event.reminded", { time: dayAndClock(kept.remind_at) }) : t(`event.${chosen}`));
    } catch (error) { say(error.message); }
  };
  return html`<${Fragment}>
    <${Button} kind="quiet" icon="bell" aria-pressed=${status !== "none"} onClick=${() => setOpen(true)}>${t(`event.${status === "none" ? "rsvp" : status}`)}<//>
    ${open && html`<${Sheet} title=${card.name} onClose=${() => setOpen(false)}>
      ${reminders.length > 0 && html`<p>${t("event.remind_when")}</p>
        <div class="row wrap">${reminders.map((minutes) => html`<${Button} onClick=${() => answer("going", minutes)}>${t(`event.before_${minutes}`)}<//>`)}</div>`}
      <div class="row wrap"><${Button} kind="quiet" onClick=${() => answer("going", null)}>${t("event.no_reminder")}<//>
      <${Button} kind="quiet" onClick=${() => answer("interested", null)}>${t("event.interested")}<//>
      ${status !== "none" && html`<${Button} kind="quiet" onClick=${() => answer("none", null)}>${t("event.take_back")}<//>`}</div>
      ${card.calendar_url && html`<p><a href=${ownPath(card.calendar_url)} download>${t("event.ics")}</a></p>`}
    <//>`}
  <//>`;
}

const REPORTS = ["closed", "wrong_hours", "wrong_location", "wrong_diet", "other"];
// What is wrong with a place, told to those who can put it right.
function ReportSheet({ card, onClose }) {
  const { me } = useStore();
  const [kind, setKind] = useState(REPORTS[0]);
  const [text, setText] = useState("");
  const { busy, problem, run } = useWork();
  const submit = (event) => {
    event.preventDefault();
    run(async () => {
      await post(`/places/${encodeURIComponent(card.place_id)}/reports`, { kind, ...(text.trim() ? { text: text.trim() } : {}) });
      say(t("report.thanks"));
      onClose();
    });
  };
  return html`<${Sheet} title=${t("report.title", { name: card.name })} onClose=${onClose}>
    ${!me ? html`<p>${t("report.sign_in")} <a href="#/you" onClick=${onClose}>${t("account.sign_in")}</a></p>` : html`<form class="stack" onSubmit=${submit}>
      <fieldset class="choices"><legend>${t("report.what")}</legend>${REPORTS.map((one) => html`<label class="chip pick"><input type="radio" name="report" value=${one} checked=${one === kind} onChange=${() => setKind(one)} /><span>${t(`report.${one}`)}</span></label>`)}</fieldset>
      <${Field} label=${t("report.words")} hint=${t("report.hint")} maxlength="2000" value=${text} onInput=${(event) => setText(event.target.value)} />
      <${Problem} problem=${problem} /><button class="button primary" disabled=${busy}>${t("report.send")}</button></form>`}<//>`;
}
function Report({ card }) {
  const [open, setOpen] = useState(false);
  return html`<${Fragment}><${Button} kind="quiet" icon="flag" label=${t("report.ask", { name: card.name })} onClick=${() => setOpen(true)} />
    ${open && html`<${ReportSheet} card=${card} onClose=${() => setOpen(false)} />`}<//>`;
}

export function Card({ card, number, extra }) {
  const { selected, me } = useStore();
  const [broken, setBroken] = useState(false);
  const photo = !broken && ownPicture(card);
  const url = httpOnly(card.url);
  const map = httpOnly(card.maps_link);
  // The walk and the hours are told beside: a reason that only repeats them says nothing.
  const reasons = (card.why || []).filter((reason) => !(card.walk_time && /^\d+ min walk$/.test(reason)) && !(card.open_until && /^open until /.test(reason)) && !(card.reported_closed && reason === "reported closed"));
  const facts = [card.distance, card.rating && `★ ${card.rating}`, card.price_level && "$".repeat(card.price_level), card.organizer].filter(Boolean);
  return html`<article class=${`card ${selected === card.id ? "selected" : ""}`} id=${`card-${card.id}`} aria-label=${card.name}>
    <div class="picture" aria-hidden="true">${photo ? html`<img src=${photo} alt="" loading="lazy" width="96" height="96" onError=${() => setBroken(true)} />` : html`<${Picture} card=${card} />`}${number && html`<span class="number">${number}</span>`}</div>
    <div class="what">
      <h3><button type="button" class="plain" aria-pressed=${selected === card.id} onClick=${() => select(card)}><${Said}>${card.name}<//></button></h3>
      ${card.walk_time && html`<p class="walk-time"><${Icon} name="walk" /> ${card.estimated ? t("card.about", { time: card.walk_time }) : card.walk_time}</p>`}
      ${card.reported_closed && html`<p><span class="chip unknown">${t("card.reported_closed")}</span></p>`}
      ${card.start && html`<p class="when">${dayAndClock(card.start)}${card.venue ? html` · <${Said}>${card.venue}<//>` : ""}</p>`}
      ${reasons.length > 0 && html`<p class="reasons">${reasons.map((reason, index) => html`${index > 0 && " · "}<${Said}>${reason}<//>`)}</p>`}
      <p class="facts"><${Hours} card=${card} />${facts.map((fact) => html`<span class="fact"><${Said}>${fact}<//></span>`)}</p>
      <ul class="tags" aria-label=${t("card.tags")}>
        ${(card.diets || []).map((diet) => html`<li class="chip diet">${has(`diet.${diet}`) ? t(`diet.${diet}`) : word(diet)}</li>`)}
        ${(card.tags || []).slice(0, 5).map((tag) => html`<li class="chip">${word(tag)}</li>`)}
        ${card.free && html`<li class="chip diet">${t("event.free")}</li>`}
        ${(card.unknown || []).map((what) => html`<li class="chip unknown">${t("card.unknown", { what: word(what) })}</li>`)}
      </ul>
      ${card.description && html`<p class="description"><${Said}>${card.description}<//></p>`}
      ${card.address && html`<p class="hush"><${Said}>${card.address}<//>${card.as_of ? ` · ${t("card.as_of", { date: card.as_of })}` : ""}</p>`}
      <div class="row actions">
        ${map && html`<a class="button quiet" href=${map} target="_blank" rel="noopener noreferrer"><${Icon} name="walk" /><span>${t("card.way")}</span></a>`}
        ${url && html`<a class="button quiet" href=${url} target="_blank" rel="noopener noreferrer"><${Icon} name="go" /><span>${t("card.more")}</span></a>`}
        ${card.type === "event" && me && html`<${Rsvp} card=${card} />`}
        ${card.type === "place" && me && config.offers.saved && html`<${SaveButton} card=${card} />`}
        <${Button} kind="quiet" icon="share" label=${t("card.share", { name: card.name })} onClick=${() => shareOut(card.name, shareText(card))} />
        ${card.type === "place" && card.place_id && config.offers.reports && html`<${Report} card=${card} />`}
        ${extra}
      </div>
    </div>
  </article>`;
}

export const Cards = ({ cards, numbered, extra }) => cards.length > 0 && html`<div class="cards">${cards.map((card, index) => html`<${Card} key=${card.id} card=${card} number=${numbered ? index + 1 : null} extra=${extra?.(card)} />`)}</div>`;
