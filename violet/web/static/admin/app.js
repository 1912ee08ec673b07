// The frame of the editors' page: who may see what, the screens, and the keys.
import { get, logIn, logOut, open } from "../api.js";
import { Field, Problem, Toast, config, html, loadTexts, render, useEffect, useRef, useState, useStore, useTheme, useWork } from "../ui.js";
import { Documents } from "./documents.js";
import { Queue } from "./queue.js";
import { Audit, Jobs, Overview, Users } from "./oversight.js";

// A screen, the key that opens it after `g`, and the call that tells whether somebody may see it.
const SCREENS = [
  ["queue", "q", "Queue", Queue, "/admin/queue?limit=1"], ["places", "p", "Places", Documents, "/content/places?limit=1"],
  ["events", "e", "Events", Documents, "/content/events?limit=1"], ["guides", "d", "Guides", Documents, "/content/guides?limit=1"],
  ["users", "u", "Users", Users, "/admin/jobs?limit=1"], ["jobs", "j", "Jobs", Jobs, "/admin/jobs?limit=1"],
  ["overview", "o", "Overview", Overview, "/admin/jobs?limit=1"], ["audit", "a", "Audit", Audit, "/admin/jobs?limit=1"],
];

const place = () => {
  const [screen, ...rest] = location.hash.replace(/^#\/?/, "").split("/");
  return { screen, rest: rest.join("/") };
};

function SignIn() {
  const [form, setForm] = useState({ email: "", password: "" });
  const { busy, problem, run } = useWork();
  const submit = (event) => { event.preventDefault(); run(() => logIn(form.email, form.password)); };
  const typed = (name) => (event) => setForm({ ...form, [name]: event.target.value });
  return html`<section class="panel narrow"><h1>Sign in</h1><form class="stack" onSubmit=${submit}>
    <${Field} label="E-mail" type="email" autocomplete="email" required value=${form.email} onInput=${typed("email")} />
    <${Field} label="Password" type="password" autocomplete="current-password" required value=${form.password} onInput=${typed("password")} />
    <${Problem} problem=${problem} /><button class="button primary" disabled=${busy}>Sign in</button></form></section>`;
}

// Which screens this person may see: the server says, by answering or not.
async function allowed() {
  const asked = [...new Set(SCREENS.map(([, , , , path]) => path))];
  const answers = await Promise.all(asked.map((path) => get(path).then(() => true, (error) => { if (error.status === 403) return false; throw error; })));
  return SCREENS.filter(([, , , , path]) => answers[asked.indexOf(path)]);
}

function useKeys(screens) {
  useEffect(() => {
    let leading = false;
    const pressed = (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, dialog")) return;
      if (event.key === "g") { leading = true; setTimeout(() => (leading = false), 1500); return; }
      const found = leading && screens.find(([, key]) => key === event.key);
      leading = false;
      if (found) { event.preventDefault(); location.hash = `#/${found[0]}`; }
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [screens]);
}

function App() {
  const { session } = useStore();
  const [at, setAt] = useState(place);
  const [screens, setScreens] = useState(null);
  const [problem, setProblem] = useState(null);
  const main = useRef();
  useKeys(screens || []);
  useEffect(() => { const moved = () => setAt(place()); addEventListener("hashchange", moved); return () => removeEventListener("hashchange", moved); }, []);
  useEffect(() => { if (session === "open") allowed().then(setScreens, setProblem); else setScreens(null); }, [session]);
  const [screen, , title, Screen] = (screens || []).find(([name]) => name === at.screen) || (screens || [])[0] || [];
  useEffect(() => { document.title = `${title || "Editors"} · ${config.campus.name}`; main.current?.focus({ preventScroll: true }); }, [screen]);
  return html`<a class="skip" href="#main" onClick=${(event) => { event.preventDefault(); main.current?.focus(); }}>Skip to the content</a>
    <header class="bar"><span class="brand"><img src=${`${config.own}/icon.svg`} alt="" width="28" height="28" /><span>${config.campus.name}: editors</span></span>
      ${session === "open" && html`<button type="button" class="button quiet" onClick=${logOut}>Sign out</button>`}</header>
    <nav class="tabs" aria-label="Screens">${(screens || []).map(([name, key, text]) => html`<a href=${`#/${name}`} aria-current=${name === screen ? "page" : undefined} aria-keyshortcuts=${`g ${key}`}>${text}</a>`)}</nav>
    <main id="main" tabindex="-1" ref=${main}><div class="screen"><${Problem} problem=${problem} />
      ${session === "none" && html`<${SignIn} />`}${session === "unknown" && html`<p class="hush" role="status">One moment …</p>`}
      ${screens?.length === 0 && html`<p role="alert">This account has no rights here. Somebody who administers this server can give it some.</p>`}
      ${Screen && html`<h1>${title}</h1><p class="hush keys">Keys: <kbd>g</kbd> and ${screens.map(([, key, text]) => html`<kbd>${key}</kbd> ${text} `)}</p><${Screen} key=${screen} kind=${screen} rest=${at.screen === screen ? at.rest : ""} />`}
    </div></main><${Toast} />`;
}

useTheme();
await loadTexts();
const root = document.getElementById("app");
root.replaceChildren();
render(html`<${App} />`, root);
open();
