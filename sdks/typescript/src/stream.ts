/** The chat's stream of server-sent events, which no generator writes. */
import type { components } from "./schema.js";

type Schemas = components["schemas"];
export type ChatEvent = Schemas["ChatStreamEvent"];

/** Asks, and yields `cards`, the `delta`s and `done` as they come. Throws the server's error body where it refuses. */
export async function* streamChat(
  baseUrl: string,
  body: Schemas["ChatBody"],
  options: { token?: string; signal?: AbortSignal } = {},
): AsyncGenerator<ChatEvent> {
  const headers = new Headers({ Accept: "text/event-stream", "Content-Type": "application/json" });
  if (options.token) headers.set("Authorization", `Bearer ${options.token}`);
  const answer = await fetch(new URL("/api/v1/chat", baseUrl), {
    method: "POST",
    headers,
    body: JSON.stringify(body),
    ...(options.signal ? { signal: options.signal } : {}),
  });
  if (!answer.ok || !answer.body) throw await answer.json();
  let unread = "";
  for await (const chunk of answer.body.pipeThrough(new TextDecoderStream()) as unknown as AsyncIterable<string>) {
    const blocks = (unread + chunk).split("\n\n");
    unread = blocks.pop() ?? "";
    for (const block of blocks) {
      const event = parse(block);
      if (event) yield event;
    }
  }
}

function parse(block: string): ChatEvent | undefined {
  const lines = block.split("\n").map((line) => line.split(/: ?(.*)/s));
  const name = lines.find(([field]) => field === "event")?.[1];
  const data = lines.filter(([field]) => field === "data").map(([, value]) => value ?? "");
  return name && data.length ? ({ event: name, data: JSON.parse(data.join("\n")) } as ChatEvent) : undefined;
}
