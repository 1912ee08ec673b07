// A streamed answer, read to its end whatever happens to the connection: what was cut off is read on from where it was.
import { ApiError, failed, fetchWithSession } from "./api.js";

const PENDING = "violet.pending-turn";
const MAX_TRIES = 8;

async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      text += value;
      let end;
      while ((end = text.indexOf("\n\n")) >= 0) {
        const event = { id: "", name: "message", data: "" };
        for (const line of text.slice(0, end).split("\n")) {
          if (line.startsWith("id: ")) event.id = line.slice(4);
          else if (line.startsWith("event: ")) event.name = line.slice(7);
          else if (line.startsWith("data: ")) event.data += line.slice(6);
        }
        text = text.slice(end + 2);
        if (event.data) yield event;
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

// Until the phone is online and looked at again, or some time has passed.
function pause(tries, signal) {
  return new Promise((go, stop) => {
    const timer = setTimeout(go, Math.min(500 * 2 ** tries, 8000));
    const wake = () => (document.visibilityState === "visible" && navigator.onLine) && (clearTimeout(timer), go());
    addEventListener("online", wake, { once: true });
    document.addEventListener("visibilitychange", wake, { once: true });
    signal.addEventListener("abort", () => (clearTimeout(timer), stop(signal.reason)), { once: true });
  });
}

function note(turn) {
  try {
    if (turn) sessionStorage.setItem(PENDING, turn);
    else sessionStorage.removeItem(PENDING);
  } catch { /* nothing to resume then */ }
}
export function pendingTurn() {
  try { return sessionStorage.getItem(PENDING); } catch { return null; }
}

async function follow(response, turn, on, signal) {
  let last = "";
  for (let tries = 0; ; ) {
    let ended = false;
    if (response) {
      try {
        for await (const event of events(response.body)) {
          if (event.id) last = event.id;
          tries = 0;
          on(event.name, JSON.parse(event.data));
          ended ||= event.name === "done" || event.name === "error";
        }
      } catch (error) {
        if (signal.aborted && !ended) throw error;
      }
    }
    if (ended) return note(null);
    if (++tries > MAX_TRIES || !turn) throw new ApiError(0, null);
    on("waiting", {});
    await pause(tries, signal);
    try {
      response = await fetchWithSession(`/chat/turns/${turn}/events`, { headers: { "Last-Event-ID": last }, signal });
    } catch (error) {
      if (signal.aborted) throw error;
      response = null;
      continue;
    }
    if (response.status === 204 || response.status === 404) {
      note(null);
      if (response.status === 404) throw await failed(response);
      return undefined;
    }
    if (!response.ok) response = null;
  }
}

export async function ask(body, on, signal) {
  const response = await fetchWithSession("/chat", { method: "POST", body: JSON.stringify(body), headers: { Accept: "text/event-stream" }, signal });
  if (!response.ok) throw await failed(response);
  const turn = response.headers.get("X-Turn-ID");
  note(turn);
  on("begun", { turn_id: turn });
  return follow(response, turn, on, signal);
}

// A turn that was under way when the page was closed.
export async function resume(turn, on, signal) {
  const response = await fetchWithSession(`/chat/turns/${turn}/events`, { signal });
  note(null);
  if (response.status !== 200) return;
  await follow(response, turn, on, signal);
}
