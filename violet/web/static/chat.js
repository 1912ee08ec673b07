// The conversation: a question, an answer that comes word by word, its cards, and what one says to that.
import { get, post } from "./api.js";
import { Cards, select, shareOut, word } from "./cards.js";
import { ask, pendingTurn, resume } from "./stream.js";
import { Button, Field, Fragment, Icon, Problem, Said, Sheet, clock, config, dayAndClock, has, html, language, say, set, state, t, useEffect, useLoaded, useRef, useState, useStore } from "./ui.js";

let stopping = null;

const change = (turn, patch) => {
  Object.assign(turn, patch);
  set({ turns: [...state.turns] });
};

function listener(turn) {
  return (name, data) => {
    if (name === "begun") change(turn, { turn_id: data.turn_id });
    else if (name === "cards") {
      change(turn, { cards: data.places, waiting: false });
      if (data.places.length) {
        set({ cards: data.places });
        const first = data.places.find((card) => card.location);
        if (first) select(first);
      }
    } else if (name === "delta") change(turn, { reply: (turn.reply || "") + data.text, waiting: false });
    else if (name === "waiting") change(turn, { waiting: true });
    else if (name === "error") change(turn, { problem: { message: data.error }, waiting: false, done: true });
    else if (name === "done") {
      change(turn, { answer: data, reply: data.reply, cards: data.places, turn_id: data.turn_id, waiting: false, done: true });
      if (data.directions?.polyline) set({ walk: data.directions.polyline });
    }
  };
}

async function run(turn, work) {
  const stop = (stopping = new AbortController());
  set({ turns: [...state.turns, turn] });
  try {
    await work(listener(turn), stop.signal);
    if (!turn.done) change(turn, { done: true });
  } catch (error) {
    change(turn, stop.signal.aborted ? { stopped: true, done: true } : { problem: error, done: true });
  } finally {
    if (stopping === stop) stopping = null;
  }
}

export function send(message) {
  const from = state.position;
  const body = { message, ...(from ? { latitude: from.lat, longitude: from.lng } : {}) };
  return run({ key: crypto.randomUUID?.() || String(Math.random()), message, at: new Date().toISOString() }, (on, signal) => ask(body, on, signal));
}

const past = (turn) => ({ ...turn, key: turn.turn_id, cards: turn.places, done: true });
async function showEarlier() {
  try {
    const { turns, next } = await get("/chat/history", { limit: 20, cursor: state.earlier });
    set({ turns: [...turns.map(past), ...state.turns], earlier: next });
  } catch (error) { say(error.message); }
}

let opened = false;
export async function openConversation() {
  if (opened) return;
  opened = true;
  if (config.offers.history) {
    try {
      const { turns, next } = await get("/chat/history", { limit: 20 });
      if (!state.turns.length) set({ turns: turns.map(past), earlier: next });
      const last = turns.at(-1);
      if (last?.places?.length) set({ cards: last.places });
    } catch { /* an empty conversation, then */ }
  }
  const left = pendingTurn();
  if (left && !state.turns.some((turn) => turn.turn_id === left)) await run({ key: left, turn_id: left, message: null }, (on, signal) => resume(left, on, signal));
  else if (left) sessionStorage.removeItem("violet.pending-turn");
}
export const reopenConversation = () => {
  opened = false;
  set({ turns: [], cards: [], walk: null, earlier: null });
  return openConversation();
};

// A sentence of the reply, with the card it rests on.
function sentences(turn) {
  const claims = turn.answer?.claims || turn.claims || [];
  let rest = turn.reply || "";
  const parts = [];
  const bySentence = new Map();
  for (const claim of claims) if (claim.sentence && claim.card_id != null) bySentence.set(claim.sentence, [...(bySentence.get(claim.sentence) || []), claim]);
  for (const [sentence, rests] of bySentence) {
    const at = rest.indexOf(sentence);
    if (at < 0) continue;
    if (at) parts.push({ text: rest.slice(0, at) });
    parts.push({ text: sentence, rests });
    rest = rest.slice(at + sentence.length);
  }
  if (rest) parts.push({ text: rest });
  return parts;
}

function Reply({ turn }) {
  const [cited, setCited] = useState(null);
  const show = (part) => {
    const card = turn.cards?.find((one) => one.id === part.rests[0].card_id);
    setCited(cited === part.text ? null : part.text);
    if (card) select(card);
  };
  const parts = sentences(turn);
  const open = parts.find((part) => part.text === cited);
  return html`<div class="reply" dir="auto">
    <p>${parts.map((part) => (part.rests
      ? html`<span role="button" tabindex="0" class="cite" aria-expanded=${cited === part.text} title=${grounds(turn, part)} onClick=${() => show(part)}
          onKeyDown=${(event) => (event.key === "Enter" || event.key === " ") && (event.preventDefault(), show(part))}>${part.text}<span class="ref">${numbers(turn, part)}</span></span>`
      : part.text))}${!turn.done && html`<span class="caret" aria-hidden="true"></span>`}</p>
    ${open && html`<p class="grounds" role="note">${grounds(turn, open)}</p>`}
  </div>`;
}
// Which of the cards below a sentence rests on, by their numbers.
const numbers = (turn, part) => [...new Set(part.rests.map((claim) => (turn.cards || []).findIndex((card) => card.id === claim.card_id) + 1))].filter(Boolean).join(", ");
const MOMENT = /^\d{4}-\d\d-\d\dT/;
// What a card says, as people say it.
function saidOf(value, field) {
  if (value === null) return t("claim.unknown");
  if (field === "price_level") return "$".repeat(value) || t("event.free");
  if (field === "walk_minutes") return t("minutes", { count: value });
  if (field === "hours_today") return value.map(([from, to]) => `${clock(from)} – ${clock(to)}`).join(", ") || t("card.closed_today");
  if (typeof value === "boolean") return t(value ? "claim.yes" : "claim.no");
  if (typeof value === "string" && MOMENT.test(value)) return (field === "open_until" ? clock : dayAndClock)(value);
  return Array.isArray(value) ? value.map((one) => (typeof one === "string" ? word(one) : saidOf(one, ""))).join(", ") : String(value);
}
// "tags.wifi" is about Wi-Fi.
const fieldName = (field) => {
  const own = field.replace(/^(tags|diets)\./, "");
  return has(`claim.${field}`) ? t(`claim.${field}`) : has(`diet.${own}`) ? t(`diet.${own}`) : word(own);
};
// What a sentence rests on: of each card, by its name, what it says of each thing. The name alone stands for itself, and `why`
// only repeats the others.
function grounds(turn, part) {
  const byCard = new Map();
  for (const claim of part.rests) byCard.set(claim.card_id, [...(byCard.get(claim.card_id) || []), claim]);
  return [...byCard].map(([id, claims]) => {
    const card = turn.cards?.find((one) => one.id === id);
    const told = claims.filter((claim) => !["name", "why"].includes(claim.field)).map((claim) => `${fieldName(claim.field)}: ${saidOf(claim.value, claim.field)}`);
    const asOf = claims.find((claim) => claim.as_of)?.as_of;
    return `${card?.name || ""}${told.length ? ` — ${told.join(", ")}` : ""}${asOf ? ` (${t("card.as_of", { date: asOf })})` : ""}`;
  }).join("; ");
}

// What is the same for all cards says nothing of their order, and is told apart.
function told(cards) {
  const names = [...new Set(cards.flatMap((card) => Object.keys(card.features)))];
  const points = (name) => cards.map((card) => card.features[name]?.points ?? 0);
  const same = cards.length > 1 ? names.filter((name) => points(name).every((one) => Math.abs(one - points(name)[0]) < 0.0005)) : [];
  return { differ: new Set(names.filter((name) => !same.includes(name) && points(name).some(Boolean))), same: same.filter((name) => points(name)[0]) };
}
const featureName = (name) => (t(`feature.${name}`) === `feature.${name}` ? name.replaceAll("_", " ") : t(`feature.${name}`));

// Which smallest change of the question would have put a place first that the person had in mind.
function WhyNot({ turn }) {
  const [name, setName] = useState("");
  const [words, setWords] = useState("");
  const [problem, setProblem] = useState(null);
  const look = async (event) => {
    event.preventDefault();
    setWords("");
    setProblem(null);
    const here = state.position ? { latitude: state.position.lat, longitude: state.position.lng } : {};
    try {
      setWords((await get(`/chat/explain/${turn.turn_id}`, { why_not: name.trim(), ...here })).why_not.words);
    } catch (error) { setProblem(error); }
  };
  return html`<form class="stack" onSubmit=${look}>
    <${Field} label=${t("why.not")} required maxlength="120" value=${name} onInput=${(event) => setName(event.target.value)} />
    <${Problem} problem=${problem} />
    <p role="status">${words && html`<${Said}>${words}<//>`}</p>
    <button class="button">${t("why.not_ask")}</button></form>`;
}

function Why({ turn, onClose }) {
  const { data, problem } = useLoaded(() => get(`/chat/explain/${turn.turn_id}`), [turn.turn_id]);
  const cards = data?.cards || [];
  const { differ, same } = told(cards);
  const most = Math.max(0.0001, ...cards.flatMap((card) => Object.values(card.features).map((one) => Math.abs(one.points))));
  return html`<${Sheet} title=${t("why.title")} onClose=${onClose}>
    <${Problem} problem=${problem} />
    ${data && !cards.length && html`<p>${t("why.nothing")}</p>`}
    ${cards.map((card) => html`<section class="bars"><h3><${Said}>${card.name}<//> <span class="hush">${card.score.toFixed(2)}</span></h3>
      <dl>${Object.entries(card.features).filter(([name]) => differ.has(name)).sort(([, a], [, b]) => Math.abs(b.points) - Math.abs(a.points)).map(([name, one]) => html`
        <div><dt>${featureName(name)}</dt>
        <dd><meter class=${one.points < 0 ? "against" : "for"} min="0" max=${most} value=${Math.abs(one.points)} aria-label=${featureName(name)}>${one.points.toFixed(2)}</meter><span>${one.points > 0 ? "+" : ""}${one.points.toFixed(2)}</span></dd></div>`)}</dl></section>`)}
    ${same.length > 0 && html`<p class="hush">${t("why.same", { what: same.map(featureName).join(", ") })}</p>`}
    ${data?.filtered?.length > 0 && html`<details><summary>${t("why.left_out", { count: data.filtered.length })}</summary><ul>${data.filtered.slice(0, 40).map((one) => html`<li><${Said}>${one.name}<//>: <${Said}>${one.reason.replaceAll("_", " ")}<//></li>`)}</ul></details>`}
    ${cards.length > 0 && !turn.answer?.itinerary && html`<${WhyNot} turn=${turn} />`}
  <//>`;
}

const REASONS = ["wrong_place", "wrong_fact", "not_what_i_asked", "closed", "unsafe", "other"];
function Thumbs({ turn }) {
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const rate = async (rating, reason) => {
    try {
      await post(`/chat/turns/${turn.turn_id}/feedback`, { rating, ...(reason ? { reason } : {}), ...(reason && text.trim() ? { text: text.trim() } : {}) });
      change(turn, { rating });
      setOpen(false);
      say(t("feedback.thanks"));
    } catch (error) { say(error.message); }
  };
  return html`<${Fragment}>
    <${Button} kind="quiet" icon="up" label=${t("feedback.up")} aria-pressed=${turn.rating === "up"} onClick=${() => rate("up")} />
    <${Button} kind="quiet" icon="down" label=${t("feedback.down")} aria-pressed=${turn.rating === "down"} onClick=${() => setOpen(true)} />
    ${open && html`<${Sheet} title=${t("feedback.what")} onClose=${() => setOpen(false)}><${Field} label=${t("feedback.words")} maxlength="2000" value=${text} onInput=${(event) => setText(event.target.value)} /><div class="row wrap">${REASONS.map((reason) => html`<${Button} onClick=${() => rate("down", reason)}>${t(`feedback.${reason}`)}<//>`)}</div><//>`}
  <//>`;
}

function Plan({ itinerary }) {
  return html`<ol class="plan">${itinerary.stops.map((stop) => html`<li><time>${clock(stop.arrive)}</time> <strong><${Said}>${stop.name}<//></strong> <span class="hush">${t("plan.until", { time: clock(stop.leave) })}${stop.walk_minutes ? ` · ${t("plan.walk", { minutes: stop.walk_minutes })}` : ""}</span></li>`)}</ol>`;
}

function Turn({ turn, last }) {
  const [why, setWhy] = useState(false);
  const answer = turn.answer;
  const text = () => [turn.reply, ...(turn.cards || []).map((card) => `• ${card.name}${card.walk_time ? ` (${card.walk_time})` : ""}${card.address ? `, ${card.address}` : ""}`)].join("\n");
  return html`<section class="turn">
    ${turn.message && html`<p class="question" dir="auto"><span class="sr">${t("chat.you")} </span>${turn.message}</p>`}
    ${turn.reply ? html`<${Reply} turn=${turn} />` : !turn.done && html`<p class="thinking" aria-label=${t("chat.thinking")}><i></i><i></i><i></i></p>`}
    ${turn.waiting && html`<p class="hush" role="status">${t("chat.waiting")}</p>`}
    ${turn.stopped && html`<p class="hush">${t("chat.stopped")}</p>`}
    ${turn.problem && html`<p class="error" role="alert"><${Said}>${turn.problem.message}<//> ${turn.message && html`<button type="button" class="link" onClick=${() => send(turn.message)}>${t("chat.again")}</button>`}</p>`}
    ${answer?.itinerary && html`<${Plan} itinerary=${answer.itinerary} />`}
    <${Cards} cards=${turn.cards || []} numbered />
    ${answer?.degraded?.length > 0 && html`<p class="hush">${t("chat.degraded", { what: answer.degraded.map((one) => t(`degraded.${one}`)).join(", ") })}</p>`}
    ${answer?.clarify && last && html`<div class="clarify" role="group" aria-label=${answer.clarify.question}><p dir="auto">${answer.clarify.question}</p><div class="row wrap">${answer.clarify.choices.map((choice) => html`<${Button} onClick=${() => send(choice)}><${Said}>${choice}<//><//>`)}</div></div>`}
    ${turn.done && turn.reply && html`<div class="row after">
      ${config.offers.feedback && html`<${Thumbs} turn=${turn} />`}
      <${Button} kind="quiet" icon="copy" label=${t("chat.copy")} onClick=${() => navigator.clipboard.writeText(text()).then(() => say(t("copied")), () => say(t("not_copied")))} />
      <${Button} kind="quiet" icon="share" label=${t("chat.share")} onClick=${() => shareOut(turn.message || config.persona, text())} />
      ${turn.cards?.length > 0 && turn.turn_id && html`<${Button} kind="quiet" icon="why" onClick=${() => setWhy(true)}>${t("why.ask")}<//>`}
    </div>`}
    ${last && answer?.suggestions?.length > 0 && html`<div class="row wrap suggestions" role="group" aria-label=${t("chat.suggestions")}>${answer.suggestions.map((one) => html`<button type="button" class="chip ask" onClick=${() => send(one)}><${Said}>${one}<//></button>`)}</div>`}
    ${why && html`<${Why} turn=${turn} onClose=${() => setWhy(false)} />`}
  </section>`;
}

const STARTERS = ["study", "coffee", "dinner", "tonight", "plan"];

export function Chat() {
  const { turns, position, earlier } = useStore();
  const [text, setText] = useState("");
  const log = useRef();
  const box = useRef();
  const busy = turns.length > 0 && !turns.at(-1).done;
  useEffect(() => { openConversation(); }, []);
  const newest = turns.at(-1);
  const shape = `${newest?.key} ${newest?.reply?.length} ${newest?.cards?.length}`;
  useEffect(() => {
    const view = log.current;
    if (view && turns.length) {
      const turn = view.querySelector(".turn:last-of-type");
      if (turn) view.scrollTop = turn.offsetTop - view.offsetTop - 12;
    }
  }, [shape]);
  const submit = (event) => {
    event?.preventDefault();
    const message = text.trim();
    if (!message || busy) return;
    setText("");
    if (box.current) box.current.style.height = "";
    send(message);
  };
  const grow = (event) => {
    setText(event.target.value);
    event.target.style.height = "auto";
    event.target.style.height = `${Math.min(event.target.scrollHeight, 160)}px`;
  };
  const fresh = async () => {
    try { await post("/chat", { message: "", clear_session: true }); } catch { /* the screen is fresh all the same */ }
    set({ turns: [], cards: [], walk: null, selected: null, earlier: null });
    box.current?.focus();
  };
  return html`<div class="chat">
    <h1 class="sr">${t("nav.chat")}</h1>
    <div class="log" ref=${log} role="log" aria-live="polite" aria-label=${t("chat.log")} tabindex="0">
      ${!turns.length && html`<div class="welcome"><h2>${t("chat.hello", { persona: config.persona })}</h2><p class="hush">${t("chat.what", { campus: config.campus.name })}</p>
        <div class="row wrap starters">${STARTERS.map((key) => html`<button type="button" class="chip ask" onClick=${() => send(t(`starter.${key}`))}>${t(`starter.${key}`)}</button>`)}</div></div>`}
      ${earlier && html`<p><${Button} kind="quiet" onClick=${showEarlier}>${t("chat.earlier")}<//></p>`}
      ${turns.map((turn, index) => html`<${Turn} key=${turn.key} turn=${turn} last=${index === turns.length - 1} />`)}
    </div>
    <form class="ask-bar" onSubmit=${submit}>
      <${Button} kind="quiet" icon="new" label=${t("chat.new")} onClick=${fresh} />
      <${Here} position=${position} />
      <label class="sr" for="question">${t("chat.ask")}</label>
      <textarea id="question" ref=${box} rows="1" maxlength="4000" placeholder=${t("chat.placeholder")} value=${text} lang=${language} autocomplete="off" enterkeyhint="send"
        onInput=${grow} onKeyDown=${(event) => event.key === "Enter" && !event.shiftKey && !event.isComposing && submit(event)}></textarea>
      ${busy
        ? html`<${Button} icon="stop" label=${t("chat.stop")} onClick=${() => stopping?.abort()} kind="send" />`
        : html`<button type="submit" class="button send" aria-label=${t("chat.send")} title=${t("chat.send")} disabled=${!text.trim()}><${Icon} name="send" /></button>`}
    </form>
  </div>`;
}

export function Here({ position }) {
  const look = () => {
    if (position) return set({ position: null });
    if (!navigator.geolocation) return say(t("here.none"));
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => { set({ position: { lat: coords.latitude, lng: coords.longitude } }); say(t("here.known")); },
      () => say(t("here.refused")), { maximumAge: 60000, timeout: 10000 });
    return undefined;
  };
  return html`<${Button} kind="quiet" icon="here" label=${t(position ? "here.forget" : "here.use")} aria-pressed=${Boolean(position)} onClick=${look} />`;
}
