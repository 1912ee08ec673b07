"""Whether a message in a conversation is a whole request of its own: it names what it wants and points at nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from violet.domain.categories import Category
from violet.domain.intent import IntentKind
from violet.services.understanding.asking import is_short, is_subject, is_task
from violet.services.understanding.features import categories_named
from violet.services.understanding.nearness import BY_THE_PERSON
from violet.services.understanding.references import points_back

if TYPE_CHECKING:
    from violet.domain.intent import Intent
    from violet.services.understanding.understand import Said

_WHO = r"(?:i|we|you|u|one|my \w+|our \w+|he|she|they|me and \w+|\w+ and i)"
_SOME = r"(?:a|an|any|some|good|decent|nice|cheap)"
# How a request begins: "where can I get", "we want", "find me", "is there a". "And" or "actually" before it goes on with
# the request before.
OPENING = re.compile(
    r"^(?:(?:hi|hey|hello|yo|so|well|um|now|please|pls|great|cool|thanks|thx|ty|then|help|lowkey|highkey|ngl|tbh|honestly)\b[ ,.!]*)*(?:"
    rf"where (?:can|could|should|do|does|would|might) {_WHO}\b|where to (?:get|find|eat|buy|drink|go for|have)\b|wheres {_SOME}\b"
    rf"|{_WHO} (?:\w+ )?(?:wants?|needs?|would like|would love|wanna|craves?|feels? like)\b(?! to know)|(?:id|wed) (?:like|love)\b"
    r"|(?:(?:i|we) (?:am|are)|im|were) (?:looking for|craving|in the mood for|after|searching for|in need of)\b"
    r"|(?:looking|searching|hunting) for\b|(?:in the mood|in need) (?:for|of)\b|(?:craving|wants?|needs?|wanna)\b"
    r"|any\b(?! (?:more|others?)\b)|(?:got any|have any|do you have any|give me some) (?:ideas?|recs?|recommendations?|suggestions?|tips?)\b"
    rf"|(?:can|could|would|will) (?:you|u) (?:please )?(?:find|recommend|suggest|show|help)\b|(?:(?:do )?(?:you|u) )?know (?:of|{_SOME}|where)\b"
    r"|(?:please )?(?:find|show|get|give)(?: me| us| my \w+)?\b|recommend\b|suggest\b|help (?:me|us) find\b"
    r"|(?:is|are) there\b|(?:what|which) (?:is|are|would be) a (?:good|nice|decent)\b|whats a (?:good|nice|decent)\b"
    r")"
)
SURE_OF_SCOPE = 0.7
SURE_ALONE = 0.8
EATING = frozenset({Category.RESTAURANT, Category.QUICK_BITES})


def asks_for_another_kind(said: Said, previous: Intent | None) -> bool:
    """Whether the message names kinds of place of which none was asked for before. All food is of one kind."""
    asked = categories_named(said.hits)
    if not asked or previous is None:
        return False
    before = {*previous.categories, *(stop.category for stop in previous.stops)}
    before |= EATING if before & EATING else frozenset()
    return not asked & before


def stands_alone(said: Said, previous: Intent | None) -> bool:
    """Whether the message begins as a request does, names what it wants, points at nothing, and says where or more; or
    wants something else than before. "I want thai" after a wish for dinner only changes that."""
    if not OPENING.match(said.text) or points_back(said.message):
        return False
    if any(place.place_id is not None and is_subject(place, said) for place in said.named):
        return False
    by_the_person = bool(BY_THE_PERSON.search(said.text))
    says_where = by_the_person or said.constraints.near is not None
    wants = bool(categories_named(said.hits) or said.constraints.kinds)
    wants = wants or (by_the_person and bool(said.constraints.tags or said.constraints.diets))
    return wants and (says_where or not is_short(said) or asks_for_another_kind(said, previous))


def is_whole(said: Said) -> bool:
    """Whether the message says all it needs: what it asks is clear without anything before it."""
    evidence = said.evidence
    if evidence.kind in (IntentKind.WEATHER, IntentKind.EVENTS, IntentKind.PLAN):
        return evidence.confidence > SURE_ALONE
    foreign = evidence.kind is IntentKind.OUT_OF_SCOPE and evidence.confidence > SURE_OF_SCOPE
    return foreign and (not points_back(said.message) or not is_short(said) or is_task(said))
