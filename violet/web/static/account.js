// You: the account, what one likes, the inbox, devices and notifications, and one's data.
import { changePassword, deleteAccount, get, logIn, logOut, post, readMe, remove, signUp } from "./api.js";
import { Cards, word } from "./cards.js";
import { reopenConversation } from "./chat.js";
import { Button, Check, Choices, Field, Fragment, Problem, Said, ago, config, html, language, loadTexts, preference, say, set, state, t, useLoaded, useState, useStore, useTheme, useWork } from "./ui.js";

function SignIn() {
  const [fresh, setFresh] = useState(false);
  const [form, setForm] = useState({ email: "", password: "", first_name: "" });
  const { busy, problem, run, wrong } = useWork();
  const field = (name) => ({ name, value: form[name], error: wrong(name), onInput: (event) => setForm({ ...form, [name]: event.target.value }) });
  const submit = (event) => {
    event.preventDefault();
    run(async () => {
      await (fresh ? signUp(form.email, form.password, form.first_name) : logIn(form.email, form.password));
      reopenConversation();
      say(t("account.welcome", { name: state.me.first_name || "" }));
    });
  };
  const forgot = () => run(async () => say((await post("/auth/password/forgot", { email: form.email })).message));
  return html`<section class="panel narrow"><h2>${t(fresh ? "account.sign_up" : "account.sign_in")}</h2>
    <p class="hush">${t("account.why")}</p>
    <form class="stack" onSubmit=${submit}>
      ${fresh && html`<${Field} label=${t("account.first_name")} autocomplete="given-name" maxlength="80" ...${field("first_name")} />`}
      <${Field} label=${t("account.email")} type="email" autocomplete="email" required ...${field("email")} />
      <${Field} label=${t("account.password")} type="password" autocomplete=${fresh ? "new-password" : "current-password"} required hint=${fresh ? t("account.password_hint") : undefined} ...${field("password")} />
      <${Problem} problem=${problem} but=${["email", "password", "first_name"]} />
      <button class="button primary" disabled=${busy}>${t(fresh ? "account.sign_up" : "account.sign_in")}</button>
      <div class="row wrap"><button type="button" class="link" onClick=${() => setFresh(!fresh)}>${t(fresh ? "account.have_one" : "account.have_none")}</button>
      ${!fresh && html`<button type="button" class="link" disabled=${!form.email} onClick=${forgot}>${t("account.forgot")}</button>`}</div>
    </form></section>`;
}

const VIBES = ["study", "free_events", "food", "nightlife", "explore"];
const DIETS = ["vegetarian", "vegan", "halal", "kosher", "gluten-free", "dairy-free", "pork-free", "seafood-allergy"];
function Preferences() {
  const { data, problem } = useLoaded(() => get("/user/preferences"), []);
  return html`<section class="panel"><h2>${t("likes.title")}</h2><${Problem} problem=${problem} />${data && html`<${PreferencesForm} given=${data} />`}</section>`;
}
function PreferencesForm({ given }) {
  const [form, setForm] = useState({
    preferred_vibes: given.preferred_vibes || [], dietary_restrictions: given.dietary_restrictions || [], max_walk_minutes_default: given.max_walk_minutes_default ?? "",
    budget: given.budget?.max ?? "", interests: given.interests || "", commute_preference: given.commute_preference || "walking",
  });
  const { busy, problem, run, wrong } = useWork();
  const change = (name) => (event) => setForm({ ...form, [name]: event.target ? event.target.value : event });
  const submit = (event) => {
    event.preventDefault();
    run(async () => {
      await post("/user/preferences", {
        ...form, interests: form.interests || null, max_walk_minutes_default: form.max_walk_minutes_default === "" ? null : Number(form.max_walk_minutes_default),
        budget: form.budget === "" ? null : { min: given.budget?.min ?? null, max: Number(form.budget) },
      });
      say(t("saved"));
    });
  };
  return html`<form class="stack" onSubmit=${submit}>
    <${Choices} legend=${t("likes.vibes")} options=${VIBES.map((one) => [one, t(`vibe.${one}`)])} chosen=${form.preferred_vibes} onChange=${change("preferred_vibes")} />
    <${Choices} legend=${t("likes.diets")} options=${DIETS.map((one) => [one, word(one)])} chosen=${form.dietary_restrictions} onChange=${change("dietary_restrictions")} />
    <div class="pair"><${Field} label=${t("likes.walk")} type="number" min="5" max="60" inputmode="numeric" value=${form.max_walk_minutes_default} error=${wrong("max_walk_minutes_default")} onInput=${change("max_walk_minutes_default")} />
    <${Field} label=${t("likes.budget")} type="number" min="0" max="1000" inputmode="numeric" value=${form.budget} error=${wrong("budget.max")} onInput=${change("budget")} /></div>
    <${Field} label=${t("likes.commute")} options=${["walking", "transit", "both"].map((one) => [one, t(`commute.${one}`)])} value=${form.commute_preference} onChange=${change("commute_preference")} />
    <${Field} label=${t("likes.interests")} maxlength="500" value=${form.interests} onInput=${change("interests")} />
    <${Problem} problem=${problem} /><button class="button primary" disabled=${busy}>${t("save")}</button></form>`;
}

function Learned() {
  const { data, again } = useLoaded(() => get("/user/affinity"), []);
  const { run, problem } = useWork();
  const rows = data ? Object.entries(data.categories || data.affinity || {}).filter(([, value]) => typeof value === "number") : [];
  const items = data?.items || data?.learned || [];
  return html`<section class="panel"><h2>${t("learned.title")}</h2><p class="hush">${t("learned.what")}</p><${Problem} problem=${problem} />
    ${data && !rows.length && !items.length && html`<p>${t("learned.none")}</p>`}
    <ul>${rows.map(([name, value]) => html`<li>${word(name)} <span class="hush">${value > 0 ? "+" : ""}${value.toFixed(2)}</span></li>`)}${items.map((one) => html`<li><${Said}>${one.name || one.category || one.kind}<//> ${typeof one.weight === "number" && html`<span class="hush">${one.weight.toFixed(2)}</span>`}</li>`)}</ul>
    ${(rows.length > 0 || items.length > 0) && html`<${Button} kind="quiet" onClick=${() => run(async () => { await remove("/user/affinity"); again(); })}>${t("learned.forget")}<//>`}</section>`;
}

function Inbox() {
  const [page, setPage] = useState({ list: [], next: null });
  const { problem, again } = useLoaded(async () => { const found = await get("/notifications", { limit: 20 }); setPage({ list: found.notifications, next: found.next }); set({ unread: found.unread }); return found; }, []);
  const readAll = async () => { try { await post("/notifications/read", { all: true }); set({ unread: 0 }); again(); } catch (error) { say(error.message); } };
  const more = async () => { const found = await get("/notifications", { limit: 20, cursor: page.next }); setPage({ list: [...page.list, ...found.notifications], next: found.next }); };
  return html`<section class="panel" id="inbox"><h2>${t("inbox.title")}</h2><${Problem} problem=${problem} />
    ${!page.list.length && html`<p class="hush">${t("inbox.none")}</p>`}
    <ul class="inbox">${page.list.map((one) => html`<li class=${one.read_at ? "" : "unread"}><h3><${Said}>${one.title}<//></h3><p><${Said}>${one.body}<//></p><p class="hush">${ago(one.created_at)}</p></li>`)}</ul>
    <div class="row wrap">${state.unread > 0 && html`<${Button} onClick=${readAll}>${t("inbox.read")}<//>`}${page.next && html`<${Button} kind="quiet" onClick=${more}>${t("more")}<//>`}</div></section>`;
}

const KINDS = ["reminder", "event_change", "free_time", "together", "safety", "security"];
const FIXED = ["safety", "security"];
function Notifications() {
  const { data, problem, again } = useLoaded(() => get("/notifications/preferences"), []);
  const change = async (patch) => { try { await post("/notifications/preferences", patch); again(); } catch (error) { say(error.message); } };
  const quiet = data?.quiet_hours;
  return html`<section class="panel"><h2>${t("notify.title")}</h2><${Problem} problem=${problem} />
    ${data && html`<div class="scroll" tabindex="0" role="region" aria-label=${t("notify.title")}><table><thead><tr><th scope="col">${t("notify.kind")}</th>${["push", "email", "inbox"].map((way) => html`<th scope="col">${t(`notify.${way}`)}</th>`)}</tr></thead><tbody>
      ${KINDS.filter((kind) => data.kinds[kind]).map((kind) => html`<tr><th scope="row">${t(`kind.${kind}`)}</th>${["push", "email", "inbox"].map((way) => html`<td><input type="checkbox" aria-label=${`${t(`kind.${kind}`)}: ${t(`notify.${way}`)}`} checked=${data.kinds[kind][way]} disabled=${way === "inbox" && FIXED.includes(kind)} onChange=${(event) => change({ kinds: { [kind]: { [way]: event.target.checked } } })} /></td>`)}</tr>`)}</tbody></table></div>
      <${Check} label=${t("notify.quiet")} checked=${Boolean(quiet)} onChange=${(on) => change({ quiet_hours: on ? { start: "23:00", end: "08:00" } : null })} />
      ${quiet && html`<div class="pair">${["start", "end"].map((end) => html`<${Field} label=${t(`notify.${end}`)} type="time" value=${quiet[end]} onChange=${(event) => event.target.value && change({ quiet_hours: { ...quiet, [end]: event.target.value } })} />`)}</div>`}`}</section>`;
}

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
function Devices() {
  const { data, problem, again } = useLoaded(() => get("/notifications/devices"), []);
  const { busy, problem: failed, run } = useWork();
  const able = "PushManager" in window && "serviceWorker" in navigator && config.webpush_key;
  const subscribe = () => run(async () => {
    if ((await Notification.requestPermission()) !== "granted") return say(t("devices.refused"));
    const worker = await navigator.serviceWorker.ready;
    const subscription = (await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(config.webpush_key) })).toJSON();
    await post("/notifications/devices", { kind: "webpush", locale: language, subscription: { endpoint: subscription.endpoint, keys: subscription.keys } });
    again();
    return say(t("devices.added"));
  });
  return html`<section class="panel"><h2>${t("devices.title")}</h2><${Problem} problem=${problem || failed} />
    <ul>${data?.devices.map((one) => html`<li class="row"><span>${t(`device.${one.kind}`)} <span class="hush">${ago(one.created_at)}</span></span><${Button} kind="quiet" onClick=${() => run(async () => { await remove(`/notifications/devices/${one.id}`); again(); })}>${t("remove")}<//></li>`)}</ul>
    ${data && !data.devices.length && html`<p class="hush">${t("devices.none")}</p>`}
    ${able ? html`<${Button} icon="bell" disabled=${busy} onClick=${subscribe}>${t("devices.this")}<//>` : html`<p class="hush">${t("devices.unable")}</p>`}</section>`;
}

function Saved() {
  const { data, problem } = useLoaded(() => get("/saved"), []);
  return html`<section class="panel"><h2>${t("saved.title")}</h2><${Problem} problem=${problem} />${data && !data.places.length && html`<p class="hush">${t("saved.none")}</p>`}<${Cards} cards=${(data?.places || []).map((card) => ({ ...card, saved: true }))} /></section>`;
}

function Profile() {
  const { me } = useStore();
  const [form, setForm] = useState({ first_name: me.first_name || "", home_address: me.home_address || "" });
  const { busy, problem, run, wrong } = useWork();
  const submit = (event) => { event.preventDefault(); run(async () => { await post("/user/profile", form); await readMe(); say(t("saved")); }); };
  const setting = async (patch) => { try { await post("/user/settings", patch); await readMe(); } catch (error) { say(error.message); } };
  return html`<section class="panel"><h2>${t("profile.title")}</h2><form class="stack" onSubmit=${submit}>
    <${Field} label=${t("account.first_name")} maxlength="80" value=${form.first_name} error=${wrong("first_name")} onInput=${(event) => setForm({ ...form, first_name: event.target.value })} />
    <${Field} label=${t("profile.home")} maxlength="300" autocomplete="street-address" value=${form.home_address} error=${wrong("home_address")} onInput=${(event) => setForm({ ...form, home_address: event.target.value })} />
    <${Problem} problem=${problem} but=${["first_name", "home_address"]} /><button class="button" disabled=${busy}>${t("save")}</button></form>
    <${Check} label=${t("profile.personal")} checked=${me.settings.use_preferences_for_personalization !== false} onChange=${(on) => setting({ use_preferences_for_personalization: on })} />
    <${Check} label=${t("profile.notifications")} checked=${me.settings.notifications_enabled !== false} onChange=${(on) => setting({ notifications_enabled: on })} /></section>`;
}

function Data() {
  const [open, setOpen] = useState(null);
  const [form, setForm] = useState({ password: "", fresh: "" });
  const { busy, problem, run } = useWork();
  const take = () => run(async () => {
    const all = await get("/user/export");
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(new Blob([JSON.stringify(all, null, 2)], { type: "application/json" })), download: "violet-export.json" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });
  const submit = (event) => {
    event.preventDefault();
    run(async () => {
      if (open === "delete") { await deleteAccount(form.password); say(t("data.deleted")); } else { await changePassword(form.password, form.fresh); say(t("saved")); setOpen(null); }
    });
  };
  return html`<section class="panel"><h2>${t("data.title")}</h2>
    <div class="row wrap"><${Button} disabled=${busy} onClick=${take}>${t("data.export")}<//><${Button} kind="quiet" onClick=${() => setOpen("password")}>${t("data.password")}<//><${Button} kind="quiet danger" onClick=${() => setOpen("delete")}>${t("data.delete")}<//></div>
    ${!open && html`<${Problem} problem=${problem} />`}
    ${open && html`<form class="stack" onSubmit=${submit}><p>${t(`data.${open}_what`)}</p>
      <${Field} label=${t("data.current_password")} type="password" autocomplete="current-password" required value=${form.password} onInput=${(event) => setForm({ ...form, password: event.target.value })} />
      ${open === "password" && html`<${Field} label=${t("data.new_password")} type="password" autocomplete="new-password" required value=${form.fresh} onInput=${(event) => setForm({ ...form, fresh: event.target.value })} />`}
      <${Problem} problem=${problem} /><div class="row"><button class=${`button ${open === "delete" ? "danger" : "primary"}`} disabled=${busy}>${t(open === "delete" ? "data.delete_now" : "save")}</button><${Button} kind="quiet" onClick=${() => setOpen(null)}>${t("cancel")}<//></div></form>`}</section>`;
}

const THEMES = ["auto", "light", "dark"];
function Looks() {
  const [theme, setTheme] = useState(preference("theme") || "auto");
  const look = (event) => { preference("theme", event.target.value); setTheme(event.target.value); useTheme(); dispatchEvent(new Event("violet-theme")); };
  const speak = async (event) => { preference("language", event.target.value); await loadTexts(); set({}); dispatchEvent(new Event("violet-language")); };
  return html`<section class="panel narrow"><h2>${t("looks.title")}</h2><div class="pair">
    <${Field} label=${t("looks.theme")} options=${THEMES.map((one) => [one, t(`theme.${one}`)])} value=${theme} onChange=${look} />
    <${Field} label=${t("looks.language")} options=${config.texts.map((tag) => [tag, new Intl.DisplayNames([tag], { type: "language" }).of(tag)])} value=${language} onChange=${speak} /></div>
    ${config.campuses.length > 1 && html`<${Field} label=${t("looks.campus")} options=${config.campuses.map((one) => [one.id, one.name])} value=${config.campus.id} onChange=${(event) => location.assign(`/?campus=${encodeURIComponent(event.target.value)}#/you`)} />`}</section>`;
}

function Safety() {
  const { data } = useLoaded(() => get("/safety"), []);
  const numbers = data?.numbers || (data ? Object.entries(data).filter(([, value]) => typeof value === "string" && /\d{3}/.test(value)).map(([name, phone]) => ({ name, phone })) : []);
  return numbers.length > 0 && html`<section class="panel narrow"><h2>${t("safety.title")}</h2><ul>${numbers.map((one) => html`<li><a href=${`tel:${String(one.phone || one.number).replaceAll(/[^+\d]/g, "")}`}><${Said}>${String(one.label || one.name).replaceAll("_", " ")}<//>: ${one.phone || one.number}</a></li>`)}</ul></section>`;
}

// What the links of mails open, where they are set to lead here.
export function Mailed({ rest }) {
  const [what, token] = [rest.slice(0, rest.indexOf("/")), decodeURIComponent(rest.slice(rest.indexOf("/") + 1))];
  const [password, setPassword] = useState("");
  const [done, setDone] = useState(null);
  const { busy, problem, run, wrong } = useWork();
  const submit = (event) => {
    event.preventDefault();
    run(async () => {
      const answer = await (what === "verify" ? post("/auth/email/verify", { token }) : post("/auth/password/reset", { token, password }));
      history.replaceState(null, "", "#/you"); // a token is no address to keep
      setDone(answer.message);
    });
  };
  return html`<div class="screen"><header class="screen-head"><h1>${t(`mailed.${what}`)}</h1></header><section class="panel narrow">
    ${done ? html`<p role="status"><${Said}>${done}<//></p><p><a href="#/chat">${t("nav.chat")}</a></p>` : html`<form class="stack" onSubmit=${submit}>
      ${what !== "verify" && html`<${Field} label=${t("data.new_password")} type="password" autocomplete="new-password" required hint=${t("account.password_hint")} value=${password} error=${wrong("password")} onInput=${(event) => setPassword(event.target.value)} />`}
      <${Problem} problem=${problem} but=${["password"]} /><button class="button primary" disabled=${busy}>${t(what === "verify" ? "mailed.confirm" : "save")}</button></form>`}</section></div>`;
}

export function You() {
  const { me, session } = useStore();
  return html`<div class="screen"><header class="screen-head"><h1>${t("nav.you")}</h1>${me && html`<p class="hush"><${Said}>${me.first_name ? `${me.first_name} · ${me.email}` : me.email}<//></p>`}</header>
    ${session === "unknown" && html`<p class="hush" role="status">${t("loading")}</p>`}
    ${session !== "unknown" && !me && html`<${SignIn} />`}
    ${me && html`<div class="columns"><div><${Inbox} /><${Preferences} />${config.offers.affinity && html`<${Learned} />`}${config.offers.saved && html`<${Saved} />`}</div><div><${Profile} /><${Notifications} /><${Devices} /><${Data} /></div></div>`}
    <${Looks} />${config.offers.safety && html`<${Safety} />`}
    ${me && html`<${Fragment}><${Button} onClick=${logOut}>${t("account.log_out")}<//><//>`}
    <p class="hush foot"><a href="/api/docs/">${t("foot.api")}</a> · <a href=${`${config.vendor}/licenses.txt`}>${t("foot.licenses")}</a> · ${config.version}</p></div>`;
}
