"""The language of a message: told by its script, or from three words on by a small identifier."""

from __future__ import annotations

from array import array
from functools import lru_cache
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
# The identifier's automaton reads UTF-8 byte by byte and begins in state 0.
BYTES = 256
START = 0
# Of a message in small letters: space, apostrophe, digits, a to z, and Latin letters with marks (U+00C0 to U+017F).
LATIN_BYTES = [*b" '0123456789abcdefghijklmnopqrstuvwxyz", *range(0x80, 0xC0), 0xC3, 0xC4, 0xC5]


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
    """The identifier, loaded when first needed: that takes a second."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return narrowed(LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True))


def narrowed(whole: LanguageIdentifier) -> LanguageIdentifier:
    """The same shares for a message in Latin script, from a sixth of the memory.

    Kept are the languages of LATIN, and of the automaton that finds their features the states that its bytes lead to;
    any other byte leads back to the start.
    """
    import numpy as np

    languages = [whole.nb_classes.index(language) for language in LATIN]
    moves = np.asarray(whole.tk_nextmove).reshape(-1, BYTES)
    row_of_state = np.asarray(whole.tk_row)
    reached = np.zeros(len(row_of_state), dtype=bool)
    ahead = np.array([START])
    while len(ahead):
        reached[ahead] = True
        ahead = np.unique(moves[row_of_state[ahead]][:, LATIN_BYTES])
        ahead = ahead[~reached[ahead]]
    states = np.flatnonzero(reached)
    number_of_state = np.zeros(len(reached), dtype=np.min_scalar_type(len(states)))
    number_of_state[states] = np.arange(len(states))
    rows, row_of_kept = np.unique(row_of_state[states], return_inverse=True)
    table = np.full((len(rows), BYTES), START, dtype=number_of_state.dtype)
    table[:, LATIN_BYTES] = number_of_state[moves[rows][:, LATIN_BYTES]]
    return type(whole)(
        whole.nb_ptc[:, languages],
        whole.nb_pc[languages],
        list(LATIN),
        array(table.dtype.char, table.tobytes()),
        [whole.tk_output[state] for state in states],
        norm_probs=True,
        tk_row=row_of_kept.tolist(),
    )
