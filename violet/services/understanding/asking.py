"""What a message asks of a place: the way, its hours, its price, what it has; and whether it is about a named one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from violet.domain.intent import Aspect, Comparison, IntentKind
from violet.services.understanding import amounts
from violet.services.understanding.gazetteer import NamedPlace
from violet.services.understanding.lexicon import tokens_of
from violet.services.understanding.wishes import says_something

if TYPE_CHECKING:
    from violet.services.understanding.understand import Said

ASPECTS: tuple[Aspect, ...] = ("hours", "price", "distance", "address", "rating", "about")
COMPARISONS: tuple[Comparison, ...] = ("closer", "cheaper", "fancier", "quieter", "livelier")
ONE_MORE = re.compile(r"^(?:is|are) there (?:a |an )?(?:one|ones|any|anything|place|spot|somewhere|something)\b")
ABOUT_IT = re.compile(
    r"^(?:(?:and|ok|okay|so|but|wait|hmm|cool) )*(?:does|do|did|is|are|was|can|could|will|how|what|whats|when|which|has|have)\b"
    r".*\b(?:it|its|they|them|that one|this one|that place|(?<!is )(?<!are )there)\b"
)
ASKS_WHETHER = re.compile(r"^(?:(?:and|ok|so|but|wait|hmm) )*(?:is|are|does|do|was|can)\b")
ASKS_VIOLET = re.compile(r"^(?:(?:and|ok|so|but|wait|hmm) )*(?:can|could|do|are|is it possible to) (?:you|u)\b")
ASKS_HOURS = re.compile(
    r"\b(?:when|what time|how late|until when|til what time|till what time|which days)\b.*\b(?:open|opens|opened|close|closes|closing|shut|shuts)\b"
)
# What a place may have without the guide telling: a question on it is about the place that was talked of.
_FACILITY = (
    r"(?:parking|bathrooms?|restrooms?|toilets?|dress code|wait|line|queue|cover|cover charge|(?:entry|entrance) fee|minimum|age limit|seating|seats?|"
    r"tables?|booths?|air con(?:ditioning)?|a/?c|heating|discounts?|elevators?|ramps?|lockers?|printers?|wi-?fi|outlets?|plugs?|chargers?|power|"
    r"water|menu|happy hour|reservations?|bookings?|time limit|student (?:price|deal|discount)s?)"
)
ASKS_FACILITY = re.compile(
    rf"^(?:(?:and|ok|so|but|wait|hmm) )*(?:(?:is|are) there|do (?:we|i|you) need|will there be|is)(?: (?:an?|any|the|usually|enough|much|free|good|long))* {_FACILITY}\b"
    r"|^(?:(?:and|ok|so|but|wait|hmm) )*(?:can|could) (?:i|we|you) (?:bring|sit|pay|reserve|book|plug|charge|smoke|park|stay|use|enter|order)\b"
)
ASKS_ABOUT = frozenset("does do did is are was were can could will would has have hows whats isnt arent doesnt".split())
OPENERS = frozenset("and so ok okay but wait hmm hey well the".split())
SHORT_MESSAGE_WORDS = 7


def is_task(said: Said) -> bool:
    return any(hit.group == "task" for hit in said.hits)


def changes(said: Said) -> bool:
    """Whether the message says anything about what is wanted, but for the kind of place."""
    return says_something(said.constraints) or bool(said.refused) or bool(amounts.limits_let_go(said.text))


def is_short(said: Said) -> bool:
    return len(said.text.split()) <= SHORT_MESSAGE_WORDS


def asks(said: Said, cues: list[str]) -> bool:
    """Whether the message asks after something that a place has or is: the way, its hours, its price, its wifi."""
    asks = "directions" in cues or bool(aspects(cues)) or asks_what_it_has(said)
    the_way = said.evidence.kind is IntentKind.DIRECTIONS and not (said.wanted or said.named or changes(said))
    return asks or the_way or bool(ABOUT_IT.match(said.text))


def is_subject(place: NamedPlace, said: Said) -> bool:
    """Whether the message is about the place rather than about what is near it: "the menu at Bobst", not "lunch by"."""
    if place.refused:
        return False
    text = said.text.replace("&", "and").replace(" at the ", " at ")
    return not place.after_near or (not said.wanted and f"at {place.said}" in text)


def opens_with(place: NamedPlace, said: Said) -> bool:
    """ "does the Strand sell textbooks", "is Joe's Pizza cash only": a question whose subject the place is."""
    words = [word for word in tokens_of(said.text.replace("&", " and ")) if word not in OPENERS]
    name = [word for word in place.said.split() if word not in OPENERS]
    return bool(words) and words[0] in ASKS_ABOUT and words[1 : 1 + len(name)] == name


def cues_of(said: Said) -> list[str]:
    cues = [hit.concept for hit in said.hits if hit.group == "cue" and not hit.negated]
    return [*cues, "hours"] if ASKS_HOURS.search(said.text) else cues


def asks_for_tag(said: Said) -> bool:
    """ "does it have wifi", "do they have vegan options", "is there outdoor seating there"."""
    asks = re.match(r"(?:(?:and|ok|so|but) )?(?:does|do|is|are|has|have|can|tiene|hay)\b", said.text)
    return bool(asks) and not ONE_MORE.match(said.text) and any(hit.group in ("tag", "diet") for hit in said.hits)


def asks_what_it_has(said: Said) -> bool:
    """Whether the message asks for something that a place has or lets people do, whether the guide tells of it or not."""
    return asks_for_tag(said) or bool(ASKS_FACILITY.match(said.text))


def aspect(said: Said, cues: list[str]) -> Aspect:
    if any(hit.group == "diet" for hit in said.hits):
        return "diet"
    if asks_for_tag(said):
        return "tags"
    return next(iter(aspects(cues)), "about")


def aspects(cues: list[str]) -> list[Aspect]:
    return [aspect for aspect in ASPECTS if aspect in cues]


def compares_or_varies(cues: list[str]) -> bool:
    """Whether the message asks for something like what was shown: "cheaper", "another", "like that"."""
    return not {*COMPARISONS, "another", "similar"}.isdisjoint(cues)


def asks_what_is_on_there(said: Said, cues: list[str]) -> bool:
    """ "what's happening at Kimmel tomorrow": "what's" asks about a place, but here about what takes place there."""
    return said.evidence.kind is IntentKind.EVENTS and "events" in cues and set(aspects(cues)) <= {"about"}
