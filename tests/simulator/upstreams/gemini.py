"""Gemini: generateContent and streamGenerateContent (SSE), on /v1, /v1beta and /v1alpha, with or without a prefix."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import orjson

from tests.simulator.http import RefusalError, Request, Response, Route, json_response
from tests.simulator.names import names
from tests.simulator.upstreams.google import check_key, google_error, refuse
from tests.simulator.upstreams.model_words import honest_reply, lying_reply

MODELS = names("gemini-3.8-flash gemini-3.7-flash gemini-3.6-flash gemini-3.5-flash gemini-3.5-flash-lite")
TOP_FIELDS = names(
    "contents systemInstruction system_instruction generationConfig generation_config safetySettings safety_settings "
    "tools toolConfig tool_config cachedContent cached_content labels serviceTier store"
)
LEVELS = names("LOW MEDIUM HIGH")
THOUGHT_TOKENS = 40
WORDS_A_CHUNK = 5
# The first words come when this share of the whole answer's time has passed.
FIRST_CHUNK_SHARE = 0.5
SAFETY = [{"category": "HARM_CATEGORY_HARASSMENT", "probability": "MEDIUM", "blocked": True}]
QUOTA = {"minute": "GenerateRequestsPerMinutePerProjectPerModel", "day": "GenerateRequestsPerDayPerProjectPerModel"}
# A message is read in this share of the time that a reply takes. What is read into it where no mode says otherwise.
READING_SHARE = 0.44
READING = {"kind": "recommend", "categories": ["restaurant"]}
MODES = names("plain liar block_prompt block_answer no_text cut_short blank error_in_stream cut_in_stream")


class Gemini:
    """Modes: `mode` (one of MODES), `seed` of the lies, `text` (says just this), `reading` (what a message is read as:
    JSON, or text as it is) and `reading_delay_s` of it, `gone` (models that answer 404),
    `busy` (models that answer 503), `quota` ("minute" or "day": answers 429), `retry_delay_s` of that answer, and
    `chunk_pause_s` between the pieces of a stream.

    `told` lists what was said in liar mode: (the whole text, the sentences of it that are lies).
    """

    name = "gemini"
    latency_s = 0.8

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self._options: dict[str, Any] = {"mode": "plain", "gone": (), "busy": (), "chunk_pause_s": 0.0}
        self._random = random.Random(1)
        self.told: list[tuple[str, list[str]]] = []

    def set_mode(self, options: Mapping[str, Any]) -> None:
        known = {"mode", "seed", "text", "gone", "busy", "quota", "retry_delay_s", "chunk_pause_s"}
        known |= {"reading", "reading_delay_s"}
        if unknown := set(options) - known:
            raise ValueError(f"gemini has no option {', '.join(sorted(unknown))}")
        if options.get("mode", "plain") not in MODES:
            raise ValueError(f"mode is one of {', '.join(sorted(MODES))}")
        if "seed" in options:
            self._random = random.Random(options["seed"])
        self._options |= options

    def routes(self) -> Sequence[Route]:
        base = r"(?:/[\w-]+)?/v1(?:beta|alpha)?/models"
        return (
            Route("POST", base + r"/([\w.-]+):(generateContent|streamGenerateContent|countTokens)", self._do, True),
            Route("GET", base + r"/([\w.-]+)", self._model, True),
            Route("GET", base, self._models, True),
        )

    def error(self, status: int) -> Response:
        if status == 429:
            return self._over_quota("minute")
        if status == 503:
            return google_error(503, "The model is overloaded. Please try again later.")
        return google_error(status)

    def _do(self, request: Request, match: re.Match[str] | None) -> Response:
        assert match is not None
        check_key(request)
        model, verb = match[1], match[2]
        self._check_model(model)
        body = _checked_body(request)
        if verb == "countTokens":
            return json_response({"totalTokens": _tokens(_all_text(body))})
        prompt_tokens = _tokens(_all_text(body))
        if self._options.get("quota"):
            return self._over_quota(self._options["quota"])
        if _asks_for_json(body):
            return self._reading(prompt_tokens, model)
        odd = self._odd_answer(prompt_tokens, model)
        if odd is not None:
            return odd if verb == "generateContent" else _as_stream(odd)
        text = self._words(body)
        if verb == "generateContent":
            return json_response(_answer(text, prompt_tokens, model), sku=model)
        return self._stream(text, prompt_tokens, model)

    def _reading(self, prompt_tokens: int, model: str) -> Response:
        """The answer to a reader: never streamed, in its own time."""
        said = self._options.get("reading", READING)
        text = said if isinstance(said, str) else orjson.dumps(said).decode()
        chunk = (READING_SHARE, orjson.dumps(_answer(text, prompt_tokens, model)))
        pause_s = float(self._options.get("reading_delay_s", 0.0))
        return Response(chunks=[chunk], chunk_pause_s=pause_s, sku=model)

    def _check_model(self, model: str) -> None:
        if model not in MODELS or model in self._options["gone"]:
            raise RefusalError(google_error(404, f"models/{model} is not found for API version v1."))
        if model in self._options["busy"]:
            raise RefusalError(self.error(503))

    def _words(self, body: Mapping[str, Any]) -> str:
        if "text" in self._options:
            return str(self._options["text"])
        prompt = _last_user_text(body)
        if self._options["mode"] == "liar":
            text, lies = lying_reply(prompt, self._random)
            self.told.append((text, lies))
            return text
        return honest_reply(prompt)

    def _odd_answer(self, prompt_tokens: int, model: str) -> Response | None:
        make = _ODD.get(self._options["mode"])
        return None if make is None else json_response(make(prompt_tokens, model), sku=model)

    def _stream(self, text: str, prompt_tokens: int, model: str) -> Response:
        words = text.split(" ")
        groups = [words[i : i + WORDS_A_CHUNK] for i in range(0, len(words), WORDS_A_CHUNK)]
        pieces = [" ".join(group) + (" " if i < len(groups) - 1 else "") for i, group in enumerate(groups)]
        share = (1 - FIRST_CHUNK_SHARE) / max(1, len(pieces) - 1)
        chunks: list[tuple[float, bytes]] = []
        for index, piece in enumerate(pieces):
            last = index == len(pieces) - 1
            event = _answer(piece, prompt_tokens, model, so_far=sum(map(len, pieces[: index + 1])), last=last)
            chunks.append((share if index else FIRST_CHUNK_SHARE, _event(event)))
        mode = self._options["mode"]
        if mode in ("error_in_stream", "cut_in_stream"):
            chunks = chunks[: max(1, len(chunks) // 2)]
        if mode == "error_in_stream":
            chunks.append((share, _event({"error": {"code": 503, "message": "Overloaded.", "status": "UNAVAILABLE"}})))
        return Response(
            content_type="text/event-stream", chunks=chunks, cut=mode == "cut_in_stream", sku=model,
            chunk_pause_s=float(self._options["chunk_pause_s"]),
        )  # fmt: skip

    def _over_quota(self, window: str) -> Response:
        delay = self._options.get("retry_delay_s", 47)
        violation = {"quotaId": f"{QUOTA[window]}-FreeTier", "quotaValue": "10"}
        details = [
            {"@type": "type.googleapis.com/google.rpc.QuotaFailure", "violations": [violation]},
            {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": f"{delay}s"},
        ]
        message = "You exceeded your current quota, please check your plan and billing details."
        error = {"code": 429, "message": message, "status": "RESOURCE_EXHAUSTED", "details": details}
        return json_response({"error": error}, status=429)

    def _model(self, request: Request, match: re.Match[str] | None) -> Response:
        assert match is not None
        check_key(request)
        self._check_model(match[1])
        return json_response({"name": f"models/{match[1]}"})

    def _models(self, request: Request, _match: object) -> Response:
        check_key(request)
        return json_response({"models": [{"name": f"models/{model}"} for model in sorted(MODELS)]})


def _answer(text: str, prompt_tokens: int, model: str, *, so_far: int = 0, last: bool = True) -> dict[str, Any]:
    """A GenerateContentResponse; zero counts are left out, as proto3 JSON does."""
    candidate: dict[str, Any] = {"content": {"role": "model", "parts": [{"text": text}]}, "index": 0}
    usage = {"promptTokenCount": prompt_tokens, "totalTokenCount": prompt_tokens}
    if last:
        candidate["finishReason"] = "STOP"
        written = max(1, (so_far or len(text)) // 4)
        usage |= {"candidatesTokenCount": written, "thoughtsTokenCount": THOUGHT_TOKENS}
        usage["totalTokenCount"] = prompt_tokens + written + THOUGHT_TOKENS
    return {"candidates": [candidate], "usageMetadata": usage, "modelVersion": model, "responseId": "simResponseId"}


def _finished(reason: str, **content: Any) -> Callable[[int, str], dict[str, Any]]:
    def make(prompt_tokens: int, model: str) -> dict[str, Any]:
        candidate = {"finishReason": reason, "index": 0, **content}
        return {"candidates": [candidate], "usageMetadata": _usage(prompt_tokens), "modelVersion": model}

    return make


def _blocked_prompt(prompt_tokens: int, model: str) -> dict[str, Any]:
    feedback = {"blockReason": "SAFETY", "safetyRatings": SAFETY}
    return {"promptFeedback": feedback, "usageMetadata": _usage(prompt_tokens), "modelVersion": model}


def _usage(prompt_tokens: int) -> dict[str, int]:
    return {"promptTokenCount": prompt_tokens, "totalTokenCount": prompt_tokens}


_ODD: Mapping[str, Callable[[int, str], dict[str, Any]]] = {
    "block_prompt": _blocked_prompt,
    "block_answer": _finished("SAFETY", safetyRatings=SAFETY),
    "no_text": _finished("MAX_TOKENS"),
    "cut_short": _finished("MAX_TOKENS", content={"role": "model", "parts": [{"text": "Two good options are"}]}),
    "blank": _finished("STOP", content={"role": "model", "parts": [{"text": "  \n"}]}),
}


def _as_stream(response: Response) -> Response:
    event = b"data: " + response.body + b"\n\n"
    return Response(content_type="text/event-stream", chunks=[(FIRST_CHUNK_SHARE, event)], sku=response.sku)


def _event(value: Any) -> bytes:
    return b"data: " + orjson.dumps(value) + b"\n\n"


def _checked_body(request: Request) -> Mapping[str, Any]:
    try:
        body = request.json()
    except orjson.JSONDecodeError as error:
        raise refuse("Invalid JSON payload received.") from error
    if not isinstance(body, dict) or not isinstance(body.get("contents"), list) or not body["contents"]:
        raise refuse("* GenerateContentRequest.contents: contents is not specified")
    if unknown := set(body) - TOP_FIELDS:
        raise refuse(f'Invalid JSON payload received. Unknown name "{unknown.pop()}": Cannot find field.')
    _check_roles(body["contents"])
    _check_thinking(body.get("generationConfig") or body.get("generation_config") or {})
    return body


def _asks_for_json(body: Mapping[str, Any]) -> bool:
    config = body.get("generationConfig") or body.get("generation_config") or {}
    kind = config.get("responseMimeType") or config.get("response_mime_type")
    schema = config.get("responseSchema") or config.get("response_schema") or config.get("responseJsonSchema")
    if schema is not None and kind != "application/json":
        raise refuse("* GenerateContentRequest.generation_config: a schema needs application/json")
    return kind == "application/json"


def _check_roles(contents: Sequence[Mapping[str, Any]]) -> None:
    roles = [content.get("role", "user") for content in contents]
    if set(roles) - {"user", "model"}:
        raise refuse("Please use a valid role: user, model.")
    if roles[-1] != "user" or any(a == b for a, b in pairwise(roles)):
        raise refuse("Please ensure that multiturn requests alternate between user and model.")


def _check_thinking(config: Mapping[str, Any]) -> None:
    thinking = config.get("thinkingConfig") or config.get("thinking_config") or {}
    level = thinking.get("thinkingLevel") or thinking.get("thinking_level") or "MEDIUM"
    if str(level).upper() not in LEVELS:
        raise refuse(f"Thinking level {level} is not supported for this model.")


def _texts(content: Any) -> str:
    parts = content.get("parts", []) if isinstance(content, dict) else []
    return "\n".join(part["text"] for part in parts if isinstance(part.get("text"), str))


def _last_user_text(body: Mapping[str, Any]) -> str:
    return _texts(body["contents"][-1])


def _all_text(body: Mapping[str, Any]) -> str:
    system = body.get("systemInstruction") or body.get("system_instruction")
    return "\n".join(_texts(content) for content in [system, *body["contents"]])


def _tokens(text: str) -> int:
    return max(1, len(text) // 4)
