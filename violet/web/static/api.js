// Calls to the API. The access token lives in this module's memory; what opens the next one is an HttpOnly cookie that no
// script can read (docs/decisions/0009-page-session.md).
import { config, set, state, t } from "./ui.js";

const V1 = "/api/v1";
let token = null;
let renewing = null;

export class ApiError extends Error {
  constructor(status, body) {
    super(body?.error || t("error.network"));
    this.status = status;
    this.code = body?.code;
    this.field = body?.field;
  }
}

async function failed(response) {
  let body = null;
  try { body = await response.json(); } catch { /* not ours */ }
  return new ApiError(response.status, body);
}

export const accessToken = () => token;

export function headers(extra = {}) {
  return { "Content-Type": "application/json", ...(token ? { Authorization: `Bearer ${token}` } : {}), ...(config.campus.chosen ? { "X-Campus": config.campus.id } : {}), ...extra };
}

export async function fetchWithSession(path, options = {}) {
  const once = () => fetch(V1 + path, { ...options, headers: headers(options.headers) }).catch((error) => {
    throw options.signal?.aborted ? error : new ApiError(0, null);
  });
  await renewing?.catch(() => {}); // nothing goes out as a stranger's while it is not known who this is
  let response = await once();
  if (response.status === 401 && token && (await renew())) response = await once();
  return response;
}

export async function call(method, path, body, options = {}) {
  const response = await fetchWithSession(path, { method, body: body === undefined ? undefined : JSON.stringify(body), ...options });
  if (!response.ok) throw await failed(response);
  return response.status === 204 ? null : response.json();
}
export const get = (path, query = {}) => {
  const asked = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== ""));
  return call("GET", asked.size ? `${path}?${asked}` : path);
};
export const post = (path, body = {}, options) => call("POST", path, body, options);
export const put = (path, body = {}) => call("PUT", path, body);
export const remove = (path, body) => call("DELETE", path, body);
export { failed };

// ---- The session. One tab at a time renews it: the cookie is good once.
async function session(method, body) {
  const response = await fetch(`${V1}/auth/session`, {
    method, credentials: "same-origin", headers: headers({ "X-Violet-Page": "1" }), body: body && JSON.stringify(body),
  });
  if (!response.ok) throw await failed(response);
  return response.json();
}

async function alone(work) {
  return navigator.locks ? navigator.locks.request("violet-session", work) : work();
}

async function renew() {
  renewing ||= alone(() => session("POST", {})).then(
    (opened) => {
      token = opened.token;
      if (!token) set({ me: null, session: "none" });
      return Boolean(token);
    },
    (error) => {
      if (error.status !== 401) throw error; // the network, not the session
      token = null;
      set({ me: null, session: "none" });
      return false;
    },
  ).finally(() => (renewing = null));
  return renewing;
}

export async function open() {
  try {
    if (await renew()) await readMe();
  } catch { /* offline: as a stranger until the next call */ }
  if (!state.me) set({ session: "none" });
}

export async function readMe() {
  const me = await get("/user/me");
  set({ me, session: "open" });
  get("/notifications", { unread: true, limit: 1 }).then((inbox) => set({ unread: inbox.unread }), () => {});
}

async function enter(path, body) {
  const answer = await post(path, body);
  token = (await alone(() => session("POST", { refresh_token: answer.refresh_token }))).token;
  await readMe();
}
export const logIn = (email, password) => enter("/auth/login", { email, password });
export const signUp = (email, password, first_name) => enter("/auth/signup", { email, password, first_name: first_name || undefined });

async function forget() {
  await session("DELETE").catch(() => {});
  token = null;
  navigator.serviceWorker?.controller?.postMessage("forget");
  set({ me: null, session: "none", turns: [], cards: [], walk: null, selected: null, unread: 0 });
}
export async function logOut() {
  await post("/auth/logout").catch(() => {});
  await forget();
}
export async function deleteAccount(password) {
  await remove("/user/me", { password });
  await forget();
}
export async function changePassword(current_password, new_password) {
  const answer = await post("/user/password", { current_password, new_password });
  token = (await alone(() => session("POST", { refresh_token: answer.refresh_token }))).token;
}
