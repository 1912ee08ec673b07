/** Drives a real server: node build/test/suite.js http://127.0.0.1:5001 */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";

import { createViolet, streamChat, type Tokens } from "../src/index.js";

const baseUrl = process.argv[2] ?? "http://127.0.0.1:5001";
const HERE = { latitude: 40.6942, longitude: -73.9866 };
const question = { message: "quiet place to study near Tandon", ...HERE };

const kept: (Tokens | undefined)[] = [];
const violet = createViolet({ baseUrl, onTokens: (tokens) => kept.push(tokens) });

const chat = await violet.POST("/api/v1/chat", { body: question });
assert.ok(chat.data && "reply" in chat.data, JSON.stringify(chat.error));
assert.ok(chat.data.reply.length > 0 && chat.data.places.length > 0);

const names: string[] = [];
let words = "";
let whole = "";
for await (const event of streamChat(baseUrl, question)) {
  names.push(event.event);
  if (event.event === "delta") words += event.data.text;
  if (event.event === "done") whole = event.data.reply;
}
assert.deepEqual([names[0], names.at(-1)], ["cards", "done"]);
assert.equal(words.replace(/\s+/g, " ").trim(), whole.replace(/\s+/g, " ").trim());

await assert.rejects(
  async () => {
    for await (const _ of streamChat(baseUrl, { message: "" })) assert.fail("an empty message was answered");
  },
  (error: { code?: string; request_id?: string }) => Boolean(error.code && error.request_id),
);

const email = `${randomUUID().slice(0, 12)}@nyu.edu`;
const password = "a long walk over the bridge";
const signedUp = await violet.POST("/api/v1/auth/signup", { body: { email, password, first_name: "Ada" } });
assert.ok(signedUp.data, JSON.stringify(signedUp.error));
const refused = await violet.POST("/api/v1/auth/login", { body: { email, password: "not this one" } });
assert.equal(refused.response.status, 401);
assert.ok(refused.error?.code);
const loggedIn = await violet.POST("/api/v1/auth/login", { body: { email, password } });
assert.ok(loggedIn.data);
violet.logIn(loggedIn.data);

const saved = await violet.POST("/api/v1/user/preferences", {
  body: { dietary_restrictions: ["vegan"], budget: { min: null, max: 20 } },
});
assert.ok(saved.data, JSON.stringify(saved.error));

// An access token that the server does not take is renewed, for many calls at once with one renewal.
violet.logIn({ token: "too-old", refresh_token: loggedIn.data.refresh_token });
const before = kept.length;
const read = await Promise.all([1, 2, 3].map(() => violet.GET("/api/v1/user/preferences")));
for (const { data } of read) assert.deepEqual(data?.dietary_restrictions, ["vegan"]);
assert.equal(kept.length, before + 1);
assert.notEqual(kept.at(-1)?.token, "too-old");

// A log-in that ended is told, and the answer is the server's.
violet.logIn({ token: "too-old", refresh_token: "no-such-token" });
const ended = await violet.GET("/api/v1/user/preferences");
assert.equal(ended.response.status, 401);
assert.equal(kept.at(-1), undefined);

console.log("chat, stream, errors, log-in, refresh, preferences: ok");
