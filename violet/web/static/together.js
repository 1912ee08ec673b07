// Together: rooms with positions, a fair place to meet and polls; contacts, and the walk that somebody looks after.
import { get, post, put, remove } from "./api.js";
import { Cards, shareOut } from "./cards.js";
import { useLive } from "./live.js";
import { CampusMap } from "./map.js";
import { Button, Choices, Field, Problem, Said, ago, clock, config, html, say, state, t, useEffect, useLoaded, useMemo, useRef, useState, useStore, useWork } from "./ui.js";

const EVERY_MS = 5000;
const NO_CARDS = [];

// Does `work` at once, every so often, and when the returned function is called.
function useEvery(work, deps, ms = EVERY_MS) {
  const now = useRef(() => {});
  useEffect(() => {
    let timer = null;
    let over = false;
    const tick = async () => {
      clearTimeout(timer);
      if (document.visibilityState === "visible") await work().catch(() => {});
      clearTimeout(timer);
      if (!over) timer = setTimeout(tick, ms);
    };
    now.current = tick;
    tick();
    return () => { over = true; clearTimeout(timer); };
  }, deps);
  return now;
}

// Sends where this device is, to what `path` names, as long as it is on.
function useSharing(path, on, onProblem) {
  useEffect(() => {
    if (!on) return undefined;
    if (!navigator.geolocation) { onProblem(t("here.none")); return undefined; }
    let sent = 0;
    const watch = navigator.geolocation.watchPosition(({ coords }) => {
      if (Date.now() - sent < 4000) return;
      sent = Date.now();
      put(path, { lat: coords.latitude, lng: coords.longitude, accuracy_m: Math.min(coords.accuracy, 100000) }).catch((error) => onProblem(error.message));
    }, () => onProblem(t("here.refused")), { enableHighAccuracy: true, maximumAge: 5000 });
    return () => navigator.geolocation.clearWatch(watch);
  }, [path, on]);
}

function Poll({ poll, changed }) {
  const { busy, problem, run } = useWork();
  const mine = poll.my_option_ids;
  const vote = (option) => run(async () => {
    const chosen = mine.includes(option.id) ? mine.filter((one) => one !== option.id) : [...mine, option.id];
    changed({ ...poll, my_option_ids: chosen }); // as it will be, until the server says how it is
    changed((await post(`/polls/${poll.id}/votes`, { option_ids: chosen })).poll);
  });
  return html`<fieldset class="poll choices"><legend><${Said}>${poll.question}<//></legend><${Problem} problem=${problem} />
    ${poll.options.map((option) => html`<label><input type="checkbox" checked=${mine.includes(option.id)} disabled=${busy || poll.closed} onChange=${() => vote(option)} /><span><${Said}>${option.text}<//></span><span class="hush">${option.votes}</span></label>`)}
    ${poll.closes_at && html`<p class="hush">${t(poll.closed ? "poll.closed" : "poll.closes", { time: clock(poll.closes_at) })}</p>`}</fieldset>`;
}

function Room({ id, back }) {
  const [room, setRoom] = useState(null);
  const [positions, setPositions] = useState([]);
  const [sharing, setSharing] = useState(false);
  const [found, setFound] = useState(null);
  const [wish, setWish] = useState("");
  const [poll, setPoll] = useState({ question: "", options: "" });
  const [polls, setPolls] = useState([]);
  const { busy, problem, run } = useWork();
  useSharing(`/rooms/${id}/position`, sharing, say);
  const look = useEvery(async () => {
    const [answer, where, asked] = await Promise.all([get(`/rooms/${id}`), get(`/rooms/${id}/positions`), get(`/rooms/${id}/polls`)]);
    setRoom(answer.room);
    setPositions(where.positions);
    setPolls(asked.polls);
  }, [id]);
  useLive(() => look.current(), id);
  const people = useMemo(() => positions.map((one) => ({ lat: one.lat, lng: one.lng, name: room?.members.find((member) => member.id === one.member_id)?.first_name })), [positions, room]);
  if (!room) return html`<p class="hush" role="status">${t("loading")}</p>`;
  const stop = () => run(async () => { setSharing(false); await remove(`/rooms/${id}/position`); });
  const meet = (event) => { event.preventDefault(); run(async () => setFound(await post(`/rooms/${id}/meet`, { wish, travel: "walking" }))); };
  const askAll = (event) => {
    event.preventDefault();
    run(async () => {
      const made = await post(`/rooms/${id}/polls`, { question: poll.question, options: poll.options.split("\n").map((text) => text.trim()).filter(Boolean).map((text) => ({ text })) });
      setPolls([made.poll, ...polls]);
      setPoll({ question: "", options: "" });
    });
  };
  const leave = () => run(async () => { setSharing(false); await remove(`/rooms/${id}/members/me`); back(); });
  const minutes = (card) => card.minutes && html`<p class="extra hush">${Object.entries(card.minutes).map(([member, time]) => `${room.members.find((one) => String(one.id) === member)?.first_name || t("together.somebody")}: ${t("minutes", { count: time })}`).join(" · ")}</p>`;
  return html`<section class="panel"><div class="row wrap"><${Button} kind="quiet" onClick=${back}>${t("back")}<//></div>
    <h2><${Said}>${room.name}<//></h2><p><span class="code">${room.code}</span></p><p class="hush">${t("room.ends", { time: clock(room.expires_at) })}</p>
    <div class="row wrap"><${Button} icon="share" onClick=${() => shareOut(room.name, room.join_url)}>${t("room.invite")}<//>
      ${sharing ? html`<${Button} kind="primary" icon="here" onClick=${stop}>${t("room.stop")}<//>` : html`<${Button} icon="here" onClick=${() => setSharing(true)}>${t("room.share")}<//>`}
      <${Button} kind="quiet danger" onClick=${leave}>${t("room.leave")}<//></div>
    <${Problem} problem=${problem} />
    <ul>${room.members.map((member) => html`<li><${Said}>${member.first_name || t("together.somebody")}<//> ${member.sharing && html`<span class="chip diet">${t("room.sharing")}</span>`}</li>`)}</ul>
    <div class="room-map"><${CampusMap} cards=${found?.places || NO_CARDS} people=${people} walk=${null} /></div>
    <form class="stack" onSubmit=${meet}><h3>${t("meet.title")}</h3><${Field} label=${t("meet.wish")} required maxlength="300" value=${wish} onInput=${(event) => setWish(event.target.value)} /><button class="button primary" disabled=${busy}>${t("meet.find")}</button></form>
    ${found && html`<${Cards} cards=${found.places} numbered extra=${minutes} />${found.without?.length > 0 && html`<p class="hush">${t("meet.without", { count: found.without.length })}</p>`}`}
    ${polls.map((one) => html`<${Poll} key=${one.id} poll=${one} changed=${(poll) => setPolls((known) => known.map((other) => (other.id === poll.id ? poll : other)))} />`)}
    <form class="stack" onSubmit=${askAll}><h3>${t("poll.title")}</h3><${Field} label=${t("poll.question")} required maxlength="200" value=${poll.question} onInput=${(event) => setPoll({ ...poll, question: event.target.value })} />
      <div class="field"><label for="poll-options">${t("poll.options")}</label><textarea id="poll-options" rows="3" required value=${poll.options} onInput=${(event) => setPoll({ ...poll, options: event.target.value })}></textarea></div><button class="button" disabled=${busy}>${t("poll.ask")}</button></form>
  </section>`;
}

function Rooms({ open, joining }) {
  const { data, problem, again } = useLoaded(() => get("/rooms"), []);
  const [code, setCode] = useState(joining || "");
  const [name, setName] = useState("");
  const { busy, problem: failed, run, wrong } = useWork();
  const join = (event) => { event?.preventDefault(); run(async () => open((await post("/rooms/join", { code: code.trim() })).room.id)); };
  const make = (event) => { event.preventDefault(); run(async () => open((await post("/rooms", name ? { name } : {})).room.id)); };
  useEffect(() => { if (joining) join(); }, []);
  useEvery(async () => again(), [], 15000);
  return html`<section class="panel"><h2>${t("room.title")}</h2><p class="hush">${t("room.what")}</p><${Problem} problem=${problem || failed} but=${["code", "name"]} />
    <ul>${data?.rooms.map((room) => html`<li class="row"><span><strong><${Said}>${room.name}<//></strong> <span class="hush">${t("room.members", { count: room.members.length })}</span></span><${Button} onClick=${() => open(room.id)}>${t("room.open")}<//></li>`)}</ul>
    <form class="stack" onSubmit=${make}><${Field} label=${t("room.name")} hint=${t("room.name_hint")} maxlength="60" value=${name} error=${wrong("name")} onInput=${(event) => setName(event.target.value)} /><button class="button primary" disabled=${busy}>${t("room.make")}</button></form>
    <form class="stack" onSubmit=${join}><${Field} label=${t("room.code")} required maxlength="40" autocomplete="off" autocapitalize="characters" value=${code} error=${wrong("code")} onInput=${(event) => setCode(event.target.value)} /><button class="button" disabled=${busy}>${t("room.join")}</button></form></section>`;
}

function Contacts({ contacts, again }) {
  const [form, setForm] = useState({ name: "", email: "", phone: "" });
  const { busy, problem, run, wrong } = useWork();
  const field = (name) => ({ value: form[name], error: wrong(name), onInput: (event) => setForm({ ...form, [name]: event.target.value }) });
  const add = (event) => { event.preventDefault(); run(async () => { await post("/contacts", { name: form.name, ...(form.phone ? { phone: form.phone } : { email: form.email }) }); setForm({ name: "", email: "", phone: "" }); again(); say(t("contact.asked")); }); };
  return html`<section class="panel"><h2>${t("contact.title")}</h2><p class="hush">${t("contact.what")}</p>
    <ul>${contacts.map((one) => html`<li class="row"><span><${Said}>${one.name}<//> <span class=${one.state === "confirmed" ? "chip diet" : "chip"}>${t(`contact.${one.state}`)}</span></span><${Button} kind="quiet" onClick=${() => run(async () => { await remove(`/contacts/${one.id}`); again(); })}>${t("remove")}<//></li>`)}</ul>
    <form class="stack" onSubmit=${add}><${Field} label=${t("contact.name")} required maxlength="80" ...${field("name")} /><div class="pair"><${Field} label=${t("account.email")} type="email" required=${!form.phone} ...${field("email")} /><${Field} label=${t("contact.phone")} type="tel" placeholder="+1…" required=${!form.email} ...${field("phone")} /></div><${Problem} problem=${problem} but=${["name", "email", "phone"]} /><button class="button" disabled=${busy}>${t("contact.add")}</button></form></section>`;
}

const OVER = ["arrived", "cancelled", "resolved"];
function Walk({ id, done }) {
  const [walk, setWalk] = useState(null);
  const [pin, setPin] = useState("");
  const [now, setNow] = useState(Date.now());
  const { busy, problem, run, wrong } = useWork();
  const load = async () => { const found = await get(`/walks/${id}`); setWalk(found.walk); if (OVER.includes(found.walk.state)) done(); };
  const look = useEvery(load, [id]);
  useLive(() => look.current(), null);
  useEvery(async () => setNow(Date.now()), [], 1000);
  useSharing(`/walks/${id}/position`, Boolean(walk) && !OVER.includes(walk.state), say);
  if (!walk) return html`<p class="hush" role="status">${t("loading")}</p>`;
  const tell = (path, body) => run(async () => { const found = await post(`/walks/${id}/${path}`, body); setWalk(found.walk); setPin(""); if (OVER.includes(found.walk.state)) { say(t(`walk.${found.walk.state}`)); done(); } });
  const left = Math.max(0, Math.floor((new Date(walk.due_at) - now) / 1000));
  const calm = walk.state === "walking";
  return html`<section class="panel"><h2>${t("walk.title")}</h2><div class=${`walk-state ${walk.state}`}><p role="status">${t(`walk.${walk.state}`)} · <${Said}>${walk.destination?.name || ""}<//></p><p class="count" role="timer">${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}</p><p>${t("walk.escalates", { time: clock(walk.escalates_at) })}</p></div>
    <${Problem} problem=${problem} but=${["pin"]} />
    <div class="row wrap"><${Button} icon="share" onClick=${() => shareOut(t("walk.title"), walk.share_url)}>${t("walk.share")}<//><${Button} disabled=${busy} onClick=${() => tell("extend", { minutes: 5 })}>${t("walk.extend")}<//><${Button} kind="danger" icon="shield" disabled=${busy} onClick=${() => tell("alarm", {})}>${t("walk.alarm_now")}<//></div>
    <form class="stack" onSubmit=${(event) => { event.preventDefault(); tell(calm || walk.state === "overdue" ? "arrive" : "resolve", { pin }); }}><${Field} label=${t("walk.pin")} type="password" inputmode="numeric" pattern="[0-9]{4,8}" autocomplete="off" required value=${pin} error=${wrong("pin")} onInput=${(event) => setPin(event.target.value)} /><div class="row wrap"><button class="button primary" disabled=${busy}>${t(calm || walk.state === "overdue" ? "walk.arrive" : "walk.resolve")}</button>${calm && html`<${Button} kind="quiet" disabled=${busy || pin.length < 4} onClick=${() => tell("cancel", { pin })}>${t("walk.cancel")}<//>`}</div></form>
    <ul>${walk.contacts.map((one) => html`<li><${Said}>${one.name}<//> <span class="hush">${one.told_at ? t("walk.told", { when: ago(one.told_at) }) : t("walk.not_told")}</span></li>`)}</ul></section>`;
}

function NewWalk({ contacts, begun }) {
  const { me } = useStore();
  const chosen = state.cards.find((card) => card.id === state.selected && card.type === "place");
  const [form, setForm] = useState({ to: chosen ? "card" : me.home_address ? "home" : "site", contacts: contacts.filter((one) => one.state === "confirmed").map((one) => String(one.id)), minutes: "", grace: "5", pin: "" });
  const { busy, problem, run, wrong } = useWork();
  const targets = [...(chosen ? [["card", chosen.name]] : []), ...(me.home_address ? [["home", t("walk.home")]] : []), ["site", config.campus.site]];
  const change = (name) => (event) => setForm({ ...form, [name]: event.target ? event.target.value : event });
  const begin = (event) => {
    event.preventDefault();
    const destination = form.to === "home" ? "home" : form.to === "card" ? { place_id: chosen.place_id } : { ...config.campus.location, name: config.campus.site };
    run(async () => begun((await post("/walks", { destination, contact_ids: form.contacts.map((id) => contacts.find((one) => String(one.id) === id).id), ...(form.minutes ? { expected_minutes: Number(form.minutes) } : {}), grace_minutes: Number(form.grace), pin: form.pin })).walk.id));
  };
  return html`<section class="panel"><h2>${t("walk.title")}</h2><p class="hush">${t("walk.what")}</p><form class="stack" onSubmit=${begin}>
    <${Field} label=${t("walk.to")} options=${targets} value=${form.to} onChange=${change("to")} />
    ${contacts.length > 0 ? html`<${Choices} legend=${t("walk.who")} options=${contacts.map((one) => [String(one.id), one.name])} chosen=${form.contacts} onChange=${change("contacts")} />` : html`<p class="hush">${t("walk.nobody")}</p>`}
    <div class="pair"><${Field} label=${t("walk.minutes")} type="number" min="1" max="600" inputmode="numeric" placeholder=${t("walk.minutes_auto")} value=${form.minutes} error=${wrong("expected_minutes")} onInput=${change("minutes")} /><${Field} label=${t("walk.grace")} type="number" min="1" max="30" inputmode="numeric" value=${form.grace} error=${wrong("grace_minutes")} onInput=${change("grace")} /></div>
    <${Field} label=${t("walk.pin")} hint=${t("walk.pin_hint")} type="password" inputmode="numeric" pattern="[0-9]{4,8}" autocomplete="off" required value=${form.pin} error=${wrong("pin")} onInput=${change("pin")} />
    <${Problem} problem=${problem} but=${["pin", "expected_minutes", "grace_minutes"]} /><button class="button primary" disabled=${busy}>${t("walk.begin")}</button></form></section>`;
}

function SafeWalk() {
  const { data, problem, again } = useLoaded(async () => {
    const [contacts, walks] = await Promise.all([get("/contacts"), get("/walks")]);
    return { contacts: contacts.contacts, walk: walks.walks[0]?.id };
  }, []);
  if (!data) return html`<${Problem} problem=${problem} />`;
  return html`${data.walk ? html`<${Walk} key=${data.walk} id=${data.walk} done=${again} />` : html`<${NewWalk} key=${data.contacts.length} contacts=${data.contacts} begun=${again} />`}<${Contacts} contacts=${data.contacts} again=${again} />`;
}

export function Together({ rest }) {
  const { me, session } = useStore();
  const [room, setRoom] = useState(null);
  const joining = useRef(rest.startsWith("join/") ? decodeURIComponent(rest.slice(5)) : null);
  const open = (id) => { joining.current = null; if (location.hash.startsWith("#join=")) history.replaceState(null, "", "#/together"); setRoom(id); };
  return html`<div class="screen"><header class="screen-head"><h1>${t("nav.together")}</h1></header>
    ${session !== "unknown" && !me && html`<section class="panel narrow"><p>${t("together.sign_in")} <a href="#/you">${t("account.sign_in")}</a></p></section>`}
    ${me && html`<div class="columns"><div>${config.offers.rooms && (room ? html`<${Room} id=${room} back=${() => setRoom(null)} />` : html`<${Rooms} open=${open} joining=${joining.current} />`)}</div><div>${config.offers.walks && html`<${SafeWalk} />`}</div></div>`}</div>`;
}
