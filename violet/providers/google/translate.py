"""Google Cloud Translation, version 2: plain texts from one language into another.

Source: https://cloud.google.com/translate/docs/reference/rest/v2/translate. Without `format: text` the answer is HTML,
with entities for quotes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from violet.ports import Failure, ProviderError
from violet.providers.fields import a_list, an_object, text
from violet.providers.http import Call, Transport, Upstream
from violet.providers.http.usage import Charge
from violet.settings import Settings

NAME: Final = "google_translate"
SKU: Final = "translate.character"
MAX_TEXTS: Final = 128
MAX_CHARACTERS: Final = 5000
CACHE_TTL_S: Final = 3600


class GoogleTranslator:
    """See `Translator`."""

    def __init__(self, transport: Transport, settings: Settings) -> None:
        self._transport = transport
        self._upstream = Upstream(
            name=NAME,
            base_url=settings.google_translate_base_url,
            budget_s=settings.translate_budget_s,
            read_timeout_s=settings.translate_budget_s * 0.75,
            cache_ttl_s=CACHE_TTL_S,
            secret_headers={"X-Goog-Api-Key": settings.google_translate_key or ""},
        )

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[str]:
        characters = sum(map(len, texts))
        if not texts or len(texts) > MAX_TEXTS or characters > MAX_CHARACTERS:
            raise ProviderError(NAME, Failure.BAD_REQUEST, "too much at once")
        body = {"q": list(texts), "source": source, "target": target, "format": "text"}

        def parse(answer: Any) -> list[str]:
            found = a_list(an_object(an_object(answer)["data"])["translations"])
            said = [text(an_object(one)["translatedText"]) for one in found]
            if len(said) != len(texts):
                raise ValueError("another number of texts")
            return said

        # What people write is theirs: it is not kept in the cache of answers.
        call = Call(
            "POST", "/language/translate/v2", parse=parse, body=body, charges=(Charge(SKU, characters),), cached=False
        )
        return self._transport.fetch(self._upstream, call)
