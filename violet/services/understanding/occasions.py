"""What is on, rather than where to go: "jazz this weekend", "anything free tonight"; and one thing after another. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from violet.domain.categories import Category
from violet.domain.intent import Constraints
from violet.services.understanding import moments
from violet.services.understanding.features import categories_named
from violet.services.understanding.lexicon import find_concepts

STEPS = re.compile(r"\b(?:and then|then|followed by|after that|afterwards|y luego|luego)\b|然后|फिर")
# Whoever says one of these asks for a place, also where it is for a show.
PLACE_WORDS = re.compile(
    r"\b(?:places?|spots?|somewhere|where|bars?|pubs?|(?:jazz|comedy|dance|night) ?clubs?|nightclubs?|venues?|lounges?"
    r"|theaters?|theatres?|cinemas?|museums?|galler(?:y|ies)|open)\b"
)


def asks_what_is_on(text: str, wanted: Mapping[Category, float], constraints: Constraints) -> bool:
    """Whether a wish is for what takes place on a day or evening it names: a show, or something that is free. `text` is
    normalised, `wanted` what its words ask for."""
    if PLACE_WORDS.search(text) or moments.NOW.search(text) or not moments.speaks_of_time(text):
        return False
    if constraints.cuisines or constraints.diets:
        return False
    return set(wanted) == {Category.STAGE} or (not wanted and constraints.tags == {"free"})


def asks_for_steps(text: str) -> bool:
    """Whether a wish is for one thing and then another: "sunset, then dinner"."""
    found = STEPS.search(text)
    if found is None:
        return False
    before, after = (categories_named(find_concepts(part)) for part in (text[: found.start()], text[found.end() :]))
    return bool(before and after - before)
