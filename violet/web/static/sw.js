// The shell and the last answers, for when there is no network. Filled in by the server: where this version's files are.
const SHELL = "shell @version@";
const ANSWERS = "answers";
const FILES = @files@;
// Answers that may be read again offline, the last of each.
const KEPT = ["/api/v1/chat/history", "/api/v1/events", "/api/v1/dashboard", "/api/v1/user/me", "/api/v1/events/mine", "/api/v1/saved", "/api/v1/safety"];

addEventListener("install", (event) => event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(["/", ...FILES])).then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name !== SHELL && name !== ANSWERS) await caches.delete(name);
  await clients.claim();
})()));
addEventListener("message", (event) => event.data === "forget" && event.waitUntil(caches.delete(ANSWERS)));

async function fresh(request, name, key) {
  const cache = await caches.open(name);
  try {
    const response = await fetch(request);
    if (response.ok) await cache.put(key, response.clone());
    return response;
  } catch (error) {
    const kept = await cache.match(key);
    if (kept) return kept;
    throw error;
  }
}
// What comes later than the shell, the map and its worker, is there offline once it has been seen.
async function kept(request) {
  const before = await caches.match(request);
  if (before) return before;
  const response = await fetch(request);
  if (response.ok) await (await caches.open(SHELL)).put(request, response.clone());
  return response;
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate" && url.pathname === "/") event.respondWith(fresh(request, SHELL, "/"));
  else if (url.pathname.startsWith("/assets/")) event.respondWith(kept(request));
  else if (KEPT.includes(url.pathname)) event.respondWith(fresh(request, ANSWERS, url.pathname));
});

addEventListener("push", (event) => {
  let told = {};
  try { told = event.data.json(); } catch { told = { body: event.data?.text() }; }
  event.waitUntil(registration.showNotification(told.title || "Violet", { body: told.body || "", tag: told.tag || told.collapse_id, data: told.data || {}, icon: "@own@/icon-192.png", badge: "@own@/icon-192.png" }));
});
addEventListener("notificationclick", (event) => {
  event.notification.close();
  const given = new URL(event.notification.data?.url || "/#/you", location.origin);
  const target = given.origin === location.origin ? given.href : "/#/you";
  event.waitUntil(clients.matchAll({ type: "window" }).then((open) => (open.length ? open[0].focus().then((page) => page.navigate(target)) : clients.openWindow(target))));
});
