"""The language of a message: told by its script, or from three words on by a small identifier."""

from __future__ import annotations

import mmap
from functools import lru_cache
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from violet.understanding.reading.phrases import Phrases

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

PATTERNS = Phrases("languages")
# Read before any identifier is asked: a script, or a mark, that settles it.
BY_SCRIPT = {name: PATTERNS[name] for name in ("ko", "ja", "zh", "hi", "ar", "ru", "es", "fr")}
WORD = PATTERNS["word"]
# Words that are one language's alone: a third of a message's words being such settles it, however few they are.
TELLING = {name: PATTERNS.words(f"telling_{name}") for name in ("es", "fr")}
MIN_WORDS = 3
# What students here write in Latin script. The identifier knows 97 languages, and tells short messages apart only among few.
LATIN = ("en", "es", "fr", "de", "it", "pt")
# Below this share of English a message is another language's. Chosen on the fitting half: English with a foreign dish's
# name in it stays above, Spanish with an English word in it below.
MAX_ENGLISH = 0.1
ENOUGH_SPANISH = 0.3
ENGLISH = "en"


def language_of(message: str) -> str:
    """An ISO 639-1 code; English where nothing tells."""
    for language, pattern in BY_SCRIPT.items():
        if pattern.search(message):
            return language
    words = WORD.findall(message.casefold())
    told = {language: sum(word in own for word in words) for language, own in TELLING.items()}
    surest = max(told, key=lambda language: told[language])
    if told[surest] * MIN_WORDS >= len(words) and told[surest] > sum(told.values()) - told[surest]:
        return surest
    if len(words) < MIN_WORDS:
        return ENGLISH
    shares = {language: float(share) for language, share in _identifier().rank(" ".join(words))}
    if shares[ENGLISH] >= MAX_ENGLISH:
        return ENGLISH
    # Its neighbors look like it in few words, and only it is read.
    if shares["es"] >= ENOUGH_SPANISH:
        return "es"
    best: str = max(shares, key=lambda language: shares[language])
    return best


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    """The identifier, loaded when first needed: that takes a part of a second.

    Its table of states has 40 MB, of which messages touch little. Mapped from a file, only that little is in memory.
    """
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(LATIN))
    with TemporaryFile() as file:
        file.write(identifier.tk_nextmove)
        file.flush()
        states = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    identifier.tk_nextmove = memoryview(states).cast(identifier.tk_nextmove.typecode)
    return identifier
