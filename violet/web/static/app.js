// The frame: where one is, the navigation, and the screens, of which those that are not seen are not loaded.
import { open } from "./api.js";
import { Chat } from "./chat.js";
import { Icon, Toast, config, html, loadTexts, render, set, t, useEffect, useRef, useState, useStore, useTheme } from "./ui.js";

const LATER = { today: () => import("./today.js").then((one) => one.Today), map: () => import("./map.js").then((one) => one.MapPane), you: () => import("./account.js").then((one) => one.You), together: () => import("./together.js").then((one) => one.Together), mailed: () => import("./account.js").then((one) => one.Mailed) };
const TABS = ["chat", "today", "map", ...(config.offers.rooms || config.offers.walks ? ["together"] : []), "you"];

function place() {
  const joining = /^#join=(.+)$/.exec(location.hash);
  if (joining && TABS.includes("together")) return { screen: "together", rest: `join/${joining[1]}` };
  const mailed = /^#\/((?:reset|verify)\/.+)$/.exec(location.hash);
  if (mailed) return { screen: "mailed", rest: mailed[1] };
  const [screen, ...rest] = location.hash.replace(/^#\/?/, "").split("/");
  return { screen: TABS.includes(screen) ? screen : "chat", rest: rest.join("/") };
}

function Later({ screen, rest }) {
  const [found, setFound] = useState(null);
  useEffect(() => {
    let here = true;
    setFound(null);
    LATER[screen]().then((part) => here && setFound(() => part), () => here && setFound(() => () => html`<p class="error" role="alert">${t("error.network")}</p>`));
    return () => (here = false);
  }, [screen]);
  return found ? html`<${found} rest=${rest} />` : html`<p class="hush" role="status">${t("loading")}</p>`;
}

const wide = matchMedia("(min-width: 1100px)");

function App() {
  const { cards, unread } = useStore();
  const [at, setAt] = useState(place);
  const [isWide, setWide] = useState(wide.matches);
  const [, spoken] = useState(0);
  const main = useRef();
  const first = useRef(true);
  useEffect(() => {
    const moved = () => setAt(place());
    const resized = () => setWide(wide.matches);
    const again = () => spoken((n) => n + 1);
    addEventListener("hashchange", moved);
    wide.addEventListener("change", resized);
    addEventListener("violet-language", again);
    return () => { removeEventListener("hashchange", moved); wide.removeEventListener("change", resized); removeEventListener("violet-language", again); };
  }, []);
  useEffect(() => {
    document.title = `${t(`nav.${at.screen}`)} · ${config.title}`;
    if (first.current) first.current = false;
    else main.current?.focus({ preventScroll: true });
  }, [at.screen]);
  if (!TABS.includes(at.screen)) return html`<main class="alone" tabindex="-1" ref=${main}><${Later} screen=${at.screen} rest=${at.rest} /></main><${Toast} />`;
  return html`<a class="skip" href="#main" onClick=${(event) => { event.preventDefault(); main.current?.focus(); }}>${t("skip")}</a>
    <header class="bar"><a class="brand" href="#/chat"><img src=${`${config.own}/icon.svg`} alt="" width="28" height="28" /><span>${config.persona}</span></a><span class="hush campus">${config.campus.name}</span></header>
    <nav class="tabs" aria-label=${t("nav.label")}>${TABS.map((tab) => html`<a href=${`#/${tab}`} aria-current=${at.screen === tab ? "page" : undefined}><${Icon} name=${tab} /><span>${t(`nav.${tab}`)}</span>${tab === "you" && unread > 0 && html`<span class="badge" aria-label=${t("inbox.unread", { count: unread })}>${unread}</span>`}</a>`)}</nav>
    <main id="main" tabindex="-1" ref=${main} class=${`at-${at.screen}`}>
      ${at.screen === "chat" ? html`<${Chat} />` : html`<${Later} key=${at.screen} screen=${at.screen} rest=${at.rest} />`}
      ${at.screen === "chat" && isWide && cards.length > 0 && html`<aside class="beside" aria-label=${t("nav.map")}><${Later} screen="map" /></aside>`}
    </main><${Toast} />`;
}

useTheme();
await loadTexts();
const root = document.getElementById("app");
root.replaceChildren();
render(html`<${App} />`, root);
performance.mark("violet-ready");
open();
if ("serviceWorker" in navigator) navigator.serviceWorker.register("/sw.js").catch(() => {});
