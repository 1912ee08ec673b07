// News as they happen, over a socket, where the server has that process; whoever hears of one asks again over HTTP.
// Without it everything works by asking every few seconds.
import { accessToken } from "./api.js";
import { config, useEffect } from "./ui.js";

const NEWS = ["snapshot", "position", "member", "poll", "walk", "notification"];
let opening = null;
let users = 0;

async function socket() {
  const { io } = await import("@vendor@/socketio.mjs");
  const opened = io(config.realtime || undefined, { transports: ["websocket"], auth: (give) => give({ token: accessToken() }), reconnectionDelayMax: 30000 });
  return opened;
}

// Calls `hear` at every piece of news, of the room with this id too where one is given. `url` null is no such process.
export function useLive(hear, room) {
  useEffect(() => {
    if (config.realtime === null || !accessToken()) return undefined;
    let live = null;
    let gone = false;
    const join = () => room && live.emit("join", { room_id: room });
    users += 1;
    (opening ||= socket()).then((opened) => {
      if (gone) return;
      live = opened;
      for (const name of NEWS) live.on(name, hear);
      live.on("connect", join);
      if (live.connected) join();
    }, () => {});
    return () => {
      gone = true;
      users -= 1;
      if (live) {
        for (const name of NEWS) live.off(name, hear);
        live.off("connect", join);
        if (room) live.emit("leave", { room_id: room });
      }
      if (!users) {
        opening?.then((opened) => opened.disconnect(), () => {});
        opening = null;
      }
    };
  }, [room]);
}
