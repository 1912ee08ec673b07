/** The client: every call of the API, typed, with a log-in that renews itself. */
import createClient, { type Client, type Middleware } from "openapi-fetch";

import type { components, paths } from "./schema.js";

export { streamChat, type ChatEvent } from "./stream.js";
export type Schemas = components["schemas"];

/** What a log-in gives, and what a renewal gives again. */
export interface Tokens {
  token: string;
  refresh_token: string;
}

export interface Options {
  /** Where the server is: "https://api.example.edu". */
  baseUrl: string;
  tokens?: Tokens;
  /** Told of each new pair, and of `undefined` where a log-in ended: keep them where the device keeps secrets. */
  onTokens?: (tokens: Tokens | undefined) => void;
}

export type Violet = Client<paths>;

const REFRESH = "/api/v1/auth/refresh";

/** Calls with the access token, renews it once where the server no longer takes it, and asks again. */
export function createViolet({ baseUrl, tokens, onTokens }: Options): Violet & { logIn(tokens: Tokens): void } {
  let current = tokens;
  let renewing: Promise<void> | undefined;
  const again = new WeakMap<Request, Request>();

  function keep(next: Tokens | undefined): void {
    current = next;
    onTokens?.(next);
  }

  async function renew(refresh_token: string): Promise<void> {
    const answer = await fetch(new URL(REFRESH, baseUrl), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ refresh_token }),
    });
    if (answer.ok) keep((await answer.json()) as Tokens);
    else if (answer.status === 401) keep(undefined);
  }

  const withTokens: Middleware = {
    onRequest({ request }) {
      if (!current) return undefined;
      request.headers.set("Authorization", `Bearer ${current.token}`);
      // A body is read once, so what may be asked again is kept beside.
      again.set(request, request.clone());
      return request;
    },
    async onResponse({ request, response }) {
      const repeat = again.get(request);
      if (response.status !== 401 || !repeat || !current) return undefined;
      const used = request.headers.get("Authorization");
      // Of many calls that find the token too old at once, one renews it.
      if (used === `Bearer ${current.token}`) {
        renewing ??= renew(current.refresh_token).finally(() => (renewing = undefined));
        await renewing;
      }
      if (!current) return undefined;
      repeat.headers.set("Authorization", `Bearer ${current.token}`);
      return fetch(repeat);
    },
  };

  const client = createClient<paths>({ baseUrl });
  client.use(withTokens);
  return Object.assign(client, { logIn: keep });
}
