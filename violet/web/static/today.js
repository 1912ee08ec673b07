// Today: the weather, free time, what is on, and lists for a quick choice.
import { get, put, remove } from "./api.js";
import { Cards } from "./cards.js";
import { Button, Check, Field, Problem, Said, clock, config, dayAndClock, html, say, state, t, useLoaded, useState, useStore, useWork } from "./ui.js";

const WHEN = { today: 1, week: 7, month: 30 };
const where = () => (state.position ? { latitude: state.position.lat, longitude: state.position.lng } : {});

function Weather({ weather }) {
  return weather && html`<p class="weather"><strong>${Math.round(weather.temp_f)}°</strong> <${Said}>${weather.desc}<//></p>`;
}

function FreeTime({ board, again }) {
  const { data: links, again: reload } = useLoaded(() => get("/calendar"), []);
  const { busy, problem, run, wrong } = useWork();
  const [url, setUrl] = useState("");
  const linked = links?.calendars?.length > 0;
  const link = (event) => {
    event.preventDefault();
    run(async () => { const kept = await put("/calendar/ical", { url }); setUrl(""); say(t("free.linked", { count: kept.entries })); reload(); again(); });
  };
  const free = board?.next_free;
  const idea = board?.free_time_suggestion;
  return html`<section class="panel"><h2>${t("free.title")}</h2>
    ${free ? html`<p>${t("free.block", { start: dayAndClock(free.start), end: clock(free.end) })}</p>` : linked && html`<p class="hush">${t("free.none")}</p>`}
    ${idea?.should_suggest && html`<p><strong><${Said}>${idea.suggestion.name}<//></strong> — <${Said}>${idea.message}<//></p>`}
    ${links?.calendars?.map((one) => html`<p class="row"><span>${t(`free.kind_${one.kind}`)}${one.read_at ? ` · ${dayAndClock(one.read_at)}` : ""}</span><${Button} kind="quiet" onClick=${() => run(async () => { await remove(`/calendar/${one.kind === "ical" ? "ical" : one.kind === "google" ? "google" : "busy"}`); reload(); again(); })}>${t("free.unlink")}<//></p>`)}
    ${links && !linked && html`<form class="stack" onSubmit=${link}><${Field} label=${t("free.ical")} hint=${t("free.ical_hint")} type="url" required value=${url} error=${wrong("url")} onInput=${(event) => setUrl(event.target.value)} /><${Problem} problem=${problem} but=${["url"]} /><button class="button" disabled=${busy}>${t("free.link")}</button></form>`}
  </section>`;
}

function Events() {
  const { me } = useStore();
  const [asked, setAsked] = useState({ q: "", when: "week", free: false });
  const [pages, setPages] = useState({ list: [], next: null });
  const query = () => {
    const until = new Date(Date.now() + WHEN[asked.when] * 86400000);
    return { q: asked.q, free: asked.free ? true : "", starts: new Date().toISOString(), ends: until.toISOString(), order: asked.q ? "best" : "soonest", limit: 12, ...where() };
  };
  const { data, problem } = useLoaded(async () => { const found = await get("/events", query()); setPages({ list: found.events, next: found.next }); return found; }, [asked.q, asked.when, asked.free]);
  const { data: mine } = useLoaded(async () => (state.me ? get("/events/mine") : { events: [] }), [me]);
  const more = async () => {
    try { const found = await get("/events", { ...query(), after: pages.next }); setPages({ list: [...pages.list, ...found.events], next: found.next }); } catch (error) { say(error.message); }
  };
  const answered = new Map((mine?.events || []).map((one) => [one.event_id, one.status]));
  const cards = pages.list.map((one) => ({ ...one, status: answered.get(one.id) }));
  return html`<section class="panel" aria-label=${t("events.title")}><h2>${t("events.title")}</h2>
    <form class="filters" role="search" onSubmit=${(event) => event.preventDefault()}>
      <${Field} label=${t("events.search")} type="search" value=${asked.q} onChange=${(event) => setAsked({ ...asked, q: event.target.value })} />
      <${Field} label=${t("events.when")} options=${Object.keys(WHEN).map((key) => [key, t(`events.${key}`)])} value=${asked.when} onChange=${(event) => setAsked({ ...asked, when: event.target.value })} />
      <${Check} label=${t("events.free")} checked=${asked.free} onChange=${(free) => setAsked({ ...asked, free })} />
    </form>
    <${Problem} problem=${problem} />
    ${mine?.events?.length > 0 && html`<details open><summary>${t("events.mine", { count: mine.events.length })}</summary><${Cards} cards=${mine.events} /></details>`}
    ${data && !cards.length && html`<p class="hush">${t("events.none")}</p>`}
    <${Cards} cards=${cards} />
    <div class="row wrap">${pages.next && html`<${Button} onClick=${more}>${t("more")}<//>`}<a class="button quiet" href="/api/v1/events.ics" download>${t("events.ics")}</a></div>
  </section>`;
}

const LISTS = ["quick_bites", "chill_cafes", "explore"];
function Quick() {
  const [list, setList] = useState(LISTS[0]);
  const { data, problem } = useLoaded(() => get("/quick_recs", { category: list, limit: 6, ...where() }), [list]);
  return html`<section class="panel"><h2>${t("quick.title")}</h2>
    <div class="row wrap" role="group" aria-label=${t("quick.title")}>${LISTS.map((key) => html`<button type="button" class="chip ask" aria-pressed=${key === list} onClick=${() => setList(key)}>${t(`quick.${key}`)}</button>`)}</div>
    <${Problem} problem=${problem} />
    ${data && html`<${Cards} cards=${data.places} />`}
  </section>`;
}

// What editors put together: a titled list of places with a few words to each.
function Guides() {
  const [slug, setSlug] = useState(null);
  const { data } = useLoaded(() => get("/guides"), []);
  const { data: guide, problem } = useLoaded(async () => (slug ? get(`/guides/${encodeURIComponent(slug)}`) : null), [slug]);
  const words = (card) => card.words && html`<p class="extra"><${Said}>${card.words}<//></p>`;
  return data?.guides.length > 0 && html`<section class="panel" aria-label=${t("guides.title")}><h2>${t("guides.title")}</h2>
    <div class="row wrap" role="group" aria-label=${t("guides.title")}>${data.guides.map((one) => html`<button type="button" class="chip ask" aria-pressed=${one.slug === slug} onClick=${() => setSlug(one.slug === slug ? null : one.slug)}><${Said}>${one.title}<//></button>`)}</div>
    <${Problem} problem=${problem} />
    ${slug && guide?.slug === slug && html`${guide.about && html`<p><${Said}>${guide.about}<//></p>`}<${Cards} cards=${guide.places} extra=${words} />`}
  </section>`;
}

export function Today() {
  const { me } = useStore();
  const { data: board, again } = useLoaded(async () => (me ? get("/dashboard", where()) : !config.offers.weather ? {} : get("/weather", state.position ? { lat: state.position.lat, lon: state.position.lng } : {}).then((weather) => ({ weather }), () => ({}))), [me]);
  const today = new Intl.DateTimeFormat(document.documentElement.lang, { weekday: "long", month: "long", day: "numeric", timeZone: config.campus.timezone }).format(new Date());
  return html`<div class="screen"><header class="screen-head"><h1>${t("nav.today")}</h1><p class="hush">${today}</p><${Weather} weather=${board?.weather} /></header>
    <div class="columns"><div>${me ? html`<${FreeTime} board=${board} again=${again} />` : html`<section class="panel"><h2>${t("free.title")}</h2><p>${t("free.sign_in")} <a href="#/you">${t("account.sign_in")}</a></p></section>`}${config.offers.guides && html`<${Guides} />`}<${Quick} /></div><${Events} /></div></div>`;
}
