"""The grounding check: a sentence leaves the server only if the cards support every name, time, price and distance in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from violet.domain.cards import Card
from violet.services.chat.replies.claims import DIGITS, WORD_NUMBERS, Claim, claims_in, clock_values
from violet.services.chat.replies.grounds import Grounds
from violet.services.ranking.reasons import PRICE_WORDS

LINK = re.compile(
    r"https?:|www\.|\]\(|<[a-z/]|\S@\S|\b[\w-]+\.(?:com|org|edu|net|io|nyc|co|app|ly|me|info|biz|xyz)\b", re.IGNORECASE
)
SUSPICIOUS = re.compile(
    r"\b(?:instructions?|system prompt|prompt|password|credit card|social security|click|download|promo code|coupon|discount code|"
    r"venmo|cash ?app|gift card|wire|api key|token)\b",
    re.IGNORECASE,
)
QUOTED = re.compile(r"[\"“「『《]([^\"”」』》]{2,80})[\"”」』》]")
CAPITALISED = re.compile(r"[A-Z][\w'’&.-]*(?:\s+(?:(?:of|the|and|at|in|on|de|la|le|du|&|y)\s+)*[A-Z0-9][\w'’&.-]*)*")
CALLED = re.compile(
    r"\b(?:called|named|place like|spot like)\s+(?!it\b|that\b|this\b)([a-z][\w'’]+(?:\s[a-z][\w'’]+)?)"
)
# Capitalised words that are nobody's invention.
ORDINARY_CAPITALS = frozenset(
    "i i'm i'd i'll i've ok okay am pm nyu new york city nyc brooklyn manhattan downtown tandon washington square wifi wi-fi tv usa "
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october "
    "november december english spanish chinese hindi italian french thai japanese korean indian mexican mediterranean american "
    "vietnamese greek turkish halal kosher violet violetvibes google maps thanksgiving christmas us".split()
)
SENTENCE_STARTERS = frozenset(
    "a an got top the this that these those it its they there here both all each either if for from with when while where what which who "
    "you your we our my me he she and or but so also plus next then first second third finally last another other one two three "
    "four try start head go grab get take check walk stop swing consider pick choose enjoy bring expect note just only even since "
    "because as at in on by to of after before about around near not no yes sure great good nice perfect best closest nearest "
    "cheapest quiet cozy free open closed today tonight tomorrow now right up once until unless though although still maybe perhaps "
    "sadly unfortunately happily luckily how why hope have has is are do does don't can could would should will might may let "
    "everything nothing something anything every any some most many few several more less between inside outside "
    "indoors outdoors looking craving want need feeling bonus heads tip prices price hours walking distance rated known famous "
    "unfortunately honestly overall also alternatively meanwhile otherwise lastly additionally however despite want hungry "
    "así aquí puedes para está hay otra otro también si una un el la los las prueba empieza y o".split()
)
COUNTED = re.compile(
    rf"\b({'|'.join(WORD_NUMBERS)})\s+(?:\w+\s+)?(?:places|spots|options|cafes|restaurants|bars|picks)\b", re.IGNORECASE
)
WALK_TOLERANCE_M = 90.0
NEAR_MINUTES = 3
GOOD_RATING = 4.3


@dataclass(frozen=True, slots=True)
class _Mention:
    """A card's name in a sentence, at these characters."""

    card: Card
    start: int
    end: int


@dataclass
class Validator:
    """Checks the sentences of one reply, in order: a sentence without a name speaks of the cards named before it."""

    grounds: Grounds
    _scope: tuple[Card, ...] = field(default=(), init=False)

    def problem(self, sentence: str) -> str | None:
        """What is unsupported in the sentence (a word for the log), None where all of it is."""
        if LINK.search(sentence) or SUSPICIOUS.search(sentence):
            return "link_or_instruction"
        mentions = self._mentions(sentence)
        if _unknown_name(sentence, mentions, self._allowed_names()):
            return "name"
        if _counts_more(sentence, self.grounds.cards):
            return "count"
        problem = self._unsupported_claim(sentence, mentions)
        if problem is None and mentions:
            self._scope = tuple(mention.card for mention in mentions)
        return problem

    def names_a_card(self, sentence: str) -> bool:
        return bool(self._mentions(sentence))

    def _unsupported_claim(self, sentence: str, mentions: Sequence[_Mention]) -> str | None:
        for text, cards in self._stretches(sentence, mentions):
            for claim in claims_in(text):
                if not self._supported(claim, cards):
                    return claim.kind
        return None

    def _stretches(self, sentence: str, mentions: Sequence[_Mention]) -> Iterable[tuple[str, tuple[Card, ...]]]:
        """Pieces of the sentence with the cards they speak of: a name speaks for what follows it, up to the next name,
        and the first name also for what precedes it."""
        if not mentions:
            yield sentence, self._scope or self.grounds.cards
            return
        for index, mention in enumerate(mentions):
            until = mentions[index + 1].start if index + 1 < len(mentions) else len(sentence)
            before = sentence[: mention.start] if index == 0 else ""
            text = before + " " + sentence[mention.end : until]
            together = index + 1 == len(mentions) and index > 0 and _speaks_of_all(sentence)
            yield text, tuple(m.card for m in mentions) if together else (mention.card,)

    def _supported(self, claim: Claim, cards: Sequence[Card]) -> bool:
        if claim.kind != "property" and (_said_in(self.grounds.facts, claim) or self._echoes_a_wish(claim)):
            return True
        if claim.kind == "number":
            return any(_has_number(card, str(claim.value)) for card in cards) or _is_count(claim, self.grounds.cards)
        check = _CHECKS[claim.kind]
        return bool(cards) and all(check(card, claim.value) for card in cards)

    def _echoes_a_wish(self, claim: Claim) -> bool:
        return claim.echo and _said_in(self.grounds.wishes, claim)

    def _mentions(self, sentence: str) -> list[_Mention]:
        plain = _plain(sentence)
        found: list[_Mention] = []
        elsewhere = {_plain(name) for name in self.grounds.names}
        for card in self.grounds.cards:
            for name in _spellings(card):
                if _plain(name) in elsewhere and name != card.name:  # "near Union Square" is not about its park
                    continue
                at = plain.find(_plain(name))
                if at >= 0:
                    found.append(_Mention(card, at, at + len(name)))
                    break
        found.sort(key=lambda mention: (mention.start, -mention.end))
        return [m for i, m in enumerate(found) if not any(o.start <= m.start and m.end <= o.end for o in found[:i])]

    def _allowed_names(self) -> tuple[str, ...]:
        addresses = tuple(card.address for card in self.grounds.cards if card.address)
        abouts = tuple(
            text for card in self.grounds.cards for text in (card.description, card.organizer, *card.why) if text
        )
        return (*self.grounds.names, *self.grounds.facts, *self.grounds.wishes, *addresses, *abouts)


def _said_in(texts: Iterable[str], claim: Claim) -> bool:
    """Whether one of the texts makes the same claim, in whatever words."""
    return any((claim.kind, claim.value) == (other.kind, other.value) for text in texts for other in claims_in(text))


def _unknown_name(sentence: str, mentions: Sequence[_Mention], allowed: Iterable[str]) -> bool:
    """Whether a name is left in the sentence when the cards' names and the allowed words are taken out."""
    rest = sentence
    for mention in sorted(mentions, key=lambda mention: -mention.start):
        rest = rest[: mention.start] + " _ " + rest[mention.end :]
    known = {_plain(word) for text in allowed for word in re.findall(r"[\w'’&-]+", text)}
    for match in QUOTED.finditer(rest):
        if not _all_known(match.group(1), known):
            return True
    called = CALLED.search(rest)
    if called and not _all_known(called.group(1), known):
        return True
    return any(_is_name(match, rest, known) for match in CAPITALISED.finditer(rest))


def _is_name(match: re.Match[str], sentence: str, known: set[str]) -> bool:
    words = [word for word in re.findall(r"[\w'’&-]+", match.group()) if word[:1].isupper()]
    before = sentence[: match.start()].strip(" _\"'“(-")
    at_start = not before or before.endswith(":")
    if at_start and _plain(words[0]) in SENTENCE_STARTERS:
        words = words[1:]
    return any(
        _plain(word).removesuffix("'s") not in known | ORDINARY_CAPITALS and not word.isdigit() for word in words
    )


def _all_known(text: str, known: set[str]) -> bool:
    return all(_plain(word) in known for word in re.findall(r"[\w'’&-]+", text))


def _plain(text: str) -> str:
    """Case and accents folded, length kept: positions in the plain text are positions in the text."""
    folded = "".join((unicodedata.normalize("NFD", char)[0]).lower()[:1] or char for char in text)
    return folded.replace("’", "'")


def _spellings(card: Card) -> list[str]:
    """The ways to write a card's name, longest first: whole, without "The", without what stands in brackets, aliases."""
    names = [card.name, re.sub(r"\s*\(.*?\)", "", card.name), card.name.split(" - ")[0]]
    if card.place is not None:
        names += card.place.aliases
    names += [name[4:] for name in names if name.lower().startswith("the ")]
    return sorted({name for name in names if len(name) >= 3}, key=lambda name: (-len(name), name))


def _speaks_of_all(sentence: str) -> bool:
    return bool(re.search(r"\b(?:both|all|each|every one|either)\b", sentence, re.IGNORECASE))


def _clock_ok(card: Card, value: str | float) -> bool:
    moments = [moment for moment in (card.open_until, card.start, card.end) if moment is not None]
    known = {float(moment.hour * 60 + moment.minute) for moment in moments}
    known |= {at for text in (*card.why, card.description or "") for at in clock_values(text)}
    at = float(value)
    return at in known if at >= 0 else {-at - 1, -at - 1 + 720} & known != set()


def _money_ok(card: Card, value: str | float) -> bool:
    texts = (PRICE_WORDS.get(card.price_level or 0, ""), card.description or "", *card.why)
    return float(value) in {claim.value for text in texts for claim in claims_in(text) if claim.kind == "money"}


def _minutes_ok(card: Card, value: str | float) -> bool:
    return card.walk_minutes is not None and float(value) == card.walk_minutes


def _length_ok(card: Card, value: str | float) -> bool:
    return card.meters is not None and abs(float(value) - card.meters) <= WALK_TOLERANCE_M


def _stars_ok(card: Card, value: str | float) -> bool:
    return card.rating is not None and abs(float(value) - card.rating) < 0.05


def _property_ok(card: Card, value: str | float) -> bool:
    said = " ".join((card.description or "", card.name)).casefold()
    return (
        value in card.tags or value in card.diets or (value == "free" and bool(card.free))
        or str(value).replace("_", " ") in said
    )  # fmt: skip


def _all_day_ok(card: Card, value: str | float) -> bool:
    return "open 24 hours" in card.why or (card.place is not None and "24/7" in (card.place.opening_hours or ""))


def _near_ok(card: Card, value: str | float) -> bool:
    return card.walk_minutes is not None and card.walk_minutes <= NEAR_MINUTES


def _praise_ok(card: Card, value: str | float) -> bool:
    return card.rating is not None and card.rating >= GOOD_RATING


_CHECKS = {
    "clock": _clock_ok,
    "money": _money_ok,
    "minutes": _minutes_ok,
    "length": _length_ok,
    "stars": _stars_ok,
    "property": _property_ok,
    "all_day": _all_day_ok,
    "hours": _minutes_ok,
    "vague_near": _near_ok,
    "praise": _praise_ok,
}


def _has_number(card: Card, digits: str) -> bool:
    texts = (card.name, card.address or "", card.description or "", *card.why)
    return any(digits in DIGITS.findall(text) for text in texts)


def _is_count(claim: Claim, cards: Sequence[Card]) -> bool:
    return str(claim.value).isdigit() and 1 <= int(str(claim.value)) <= len(cards)


def _counts_more(sentence: str, cards: Sequence[Card]) -> bool:
    """Whether the sentence counts more places than there are ("ten great spots")."""
    match = COUNTED.search(sentence)
    return match is not None and WORD_NUMBERS[match.group(1).lower()] > len(cards)
