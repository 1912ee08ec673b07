"""Google Cloud Translation v2. It knows no language: it marks each text with where it goes, keeps marks as they are, and
has a small dictionary for what tests say.

Without `format: text` it answers HTML, as the vendor does.
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import Any

from tests.simulator.http import RefusalError, Request, Response, Route, json_response

MAX_TEXTS = 128
ENGLISH: Mapping[str, str] = {
    "wo kann ich hier in ruhe lernen": "where can I study in quiet here",
    "dove posso bere un buon caffè qui vicino": "where can I drink a good coffee near here",
    "jemand verfolgt mich und ich habe angst": "someone is following me and I am scared",
    "静かに勉強できる場所はどこですか": "where is a place to study quietly",
}


class Translation:
    """Modes: `loses_marks` (True: translations come without the marks for names)."""

    name = "google_translate"
    latency_s = 0.15

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self._loses_marks = False

    def set_mode(self, options: Mapping[str, Any]) -> None:
        if unknown := set(options) - {"loses_marks"}:
            raise ValueError(f"google_translate has no mode {', '.join(sorted(unknown))}")
        self._loses_marks = bool(options.get("loses_marks", self._loses_marks))

    def routes(self) -> Sequence[Route]:
        return (Route("POST", "/language/translate/v2", self._translate),)

    def error(self, status: int) -> Response:
        return json_response(
            {"error": {"code": status, "message": "Sorry", "errors": [{"reason": "backendError"}], "status": "ERROR"}},
            status=status,
        )

    def _translate(self, request: Request, _match: object) -> Response:
        if not request.headers.get("x-goog-api-key"):
            raise RefusalError(self.error(403))
        body = request.json()
        texts = body["q"] if isinstance(body["q"], list) else [body["q"]]
        if len(texts) > MAX_TEXTS or not body.get("target"):
            raise RefusalError(self.error(400))
        said = [self._said(str(text), body["target"]) for text in texts]
        if body.get("format", "html") != "text":
            said = [html.escape(text, quote=True).replace("&#x27;", "&#39;") for text in said]
        return json_response({"data": {"translations": [{"translatedText": text} for text in said]}})

    def _said(self, text: str, target: str) -> str:
        if target == "en":
            return ENGLISH.get(text.casefold().strip("?!. "), text)
        if self._loses_marks:
            text = text.replace("[", "").replace("]", "")
        return f"«{target}» {text}"
