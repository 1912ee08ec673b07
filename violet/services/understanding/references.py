"""Which earlier card a message is about: by position, by name, by kind ("that cafe"), or by pointing ("it")."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from violet.domain.intent import ShownCard
from violet.services.understanding.dates import without_dates
from violet.services.understanding.lexicon import Hit, find_concepts, normalise, tokens_of
from violet.services.understanding.names import by_name

ORDINALS = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5,
    "primero": 1, "primera": 1, "segundo": 2, "segunda": 2, "tercero": 3, "tercera": 3,
}  # fmt: skip
LAST = re.compile(r"\b(?:the )?(?:last|final|bottom) (?:one|place|spot|option|choice)\b|最后一个")
ORDINAL = re.compile(
    r"\b(" + "|".join(ORDINALS) + r")\b(?! (?:date|floor|avenue|ave|street|st|time|year|meal|thing|class))"
)
NUMBERED = re.compile(r"(?:#|\bnumber |\bno\.? ?|\boption |\bplace )(\d|one|two|three|four|five)\b")
CHINESE_ORDINAL = re.compile(r"第([一二三四五])")
BARE_NUMBER = re.compile(
    r"\b(?:is|does|and|about) (\d)(?= (?:open|far|close|expensive|any|good|busy|quiet|loud|have|free)\b|\W*$)"
)
HINDI_ORDINAL = {
    "pehla": 1,
    "pehli": 1,
    "dusra wala": 2,
    "doosra wala": 2,
    "dusri wali": 2,
    "teesra": 3,
    "teesri": 3,
    "पहला": 1,
    "पहली": 1,
    "पहले": 1,
    "दूसरी वाली": 2,
    "दूसरा वाला": 2,
    "तीसरा": 3,
    "तीसरी": 3,
}
SMALL_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
CHINESE_NUMBERS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5}
POINTING = re.compile(
    r"\b(?:it|its|there|that one|this one|that place|this place|that spot|they|them|the place|that|ese|esa|ahí|allí|eso)\b|那里|那家|它|वहाँ|वहां|उस|wahan"
)
# "is there a park" and "a bar that is open late" point at nothing.
POINTS_NOWHERE = re.compile(
    r"(?<!what )\b(?:is|are|was|isnt|arent) there(?= (?!from\b|to\b|like\b)\w)"
    r"|(?<!^)(?<!\band )(?<!\bbut )(?<!\bso )(?<!\bok )(?<!\bif )(?<!\bis )(?<!\bdoes )(?<!\bdo )(?<!\bwill )(?<!\bcan )(?<!\bfar )(?<![,.;!?] )"
    r"\bthat(?= (?:is|are|isnt|arent|has|have|hasnt|serves?|sells?|does|do|doesnt|dont|stays?|can|cant|will|wont|allows?|takes?|lets|fits?|"
    r"opens|closes|open (?:late|early|past|after|until|till|on)|makes?|plays?|offers?|i|you|we|my)\b)"
)
THAT_KIND = re.compile(r"\b(?:that|the|this|ese|esa|el|la)\s+(?!(?:nearest|closest|best|cheapest)\b)(?:\w+\s+)?(\w+)\b")
THE_OTHER = re.compile(r"\b(?:the )?other (?:one|place|spot)\b|\bel otro\b|\bla otra\b|另一个|另外一个|दूसरी वाली")
THE_MIDDLE = re.compile(r"\b(?:the )?middle (?:one|place|spot|option)\b")
THE_TOP = re.compile(r"\b(?:the )?top (?:one|place|spot|pick|choice|option)\b|\byour (?:top|first) pick\b")
WHICH_IS_BEST = re.compile(
    r"\bwhich (?:one |place |of (?:these|those|them) )?(?:is|would|should|do|did|are)\b.*\b"
    r"(?:(?:best|better)(?= (?:for|if|of|out|one|when|with|overall|value)\b|\W*$)|(?:pick|choose|go|recommend|prefer|try)\b)"
)
THE_ORIGINAL = re.compile(r"\b(?:the )?(?:original|very first) (?:one|place|spot|suggestion)\b")
EARLIER_LIST = re.compile(
    r"\b(?:from before|from earlier|(?:you|u) (?:said|mentioned|showed|suggested|had) (?:before|earlier)|before that|earlier"
    r"|(?:previous|first|earlier) list)\b"
)
_AMONG = r"(?:those|these|them|all|the (?:first )?(?:two|three|four|2|3|4|lot|bunch|list|options))"
_CHEAP, _NEAR, _DEAR = (
    r"cheap(?:er|est)",
    r"clos(?:er|est)|near(?:er|est)",
    r"pric(?:ier|iest)|(?:more|most) expensive|fanciest",
)
_EXTREME = rf"(?P<cheap>{_CHEAP})|(?P<near>{_NEAR})|(?P<dear>{_DEAR})"
COMPARED = (
    re.compile(rf"\b(?:{_EXTREME})(?: one| place| spot| option)?s? (?:of|out of|among|between|from) {_AMONG}\b"),
    re.compile(
        rf"^(?:and |so |ok |hmm )*(?:which|whats|what is|whichs)(?: one| place| spot)?(?: of {_AMONG})?"
        rf"(?: is| are|s| would be)?(?: the)? (?:{_EXTREME})(?: one| place| spot)?(?: to (?:me|here|campus)| from here)?\W*$"
    ),
)
FIRST_TWO = re.compile(r"\b(?:first )?(?:two|2)\b")
REFUSED_CARD = re.compile(
    r"\b(?:not|dont (?:want|like|show me)|do not want|anything but|any but|except|besides|skip|hate|other than|forget|no to) "
    r"(?:(?:the )?(?:first|second|third|fourth|fifth|1st|2nd|3rd|4th|last|middle|top)(?: (?:one|place|spot|option))?(?=\W*$|[.,!;]| but\b)"
    r"|(?:that|this) (?:one|place|spot|option)\b)"
)


def find_reference(
    message: str, shown: Sequence[Sequence[ShownCard]], discussed: ShownCard | None = None
) -> ShownCard | None:
    """The earlier card a message names or counts to; None where it does neither. `shown` holds the cards of each
    earlier turn, oldest first; positions count within the latest turn that had so many cards. `discussed` is the card
    that "the other one" is not."""
    if not shown:
        return None
    if EARLIER_LIST.search(normalise(message)):
        lists = [cards for cards in shown if len(cards) > 1]
        shown = lists[:-1] or shown
    return (
        by_name(message, shown)
        or _the_other(message, shown, discussed)
        or by_position(message, shown)
        or by_kind(message, latest_list(shown))
    )


def find_compared(message: str, shown: Sequence[Sequence[ShownCard]]) -> ShownCard | None:
    """The card that is cheapest, dearest or nearest of those shown last: "the cheaper of the first two"."""
    text = normalise(message)
    match = next((found for pattern in COMPARED if (found := pattern.search(text))), None)
    if match is None or not shown:
        return None
    cards = latest_list(shown)
    cards = cards[:2] if FIRST_TWO.search(text) else cards
    near, dear = bool(match.group("near")), bool(match.group("dear"))
    known = [(card.walk_minutes if near else card.price_level, card) for card in cards]
    values = [(value, card) for value, card in known if value is not None]
    if not values:
        return None
    extreme = (max if dear else min)(value for value, _card in values)
    return next(card for value, card in values if value == extreme)


def refuses_a_card(message: str) -> bool:
    """Whether the message turns a shown card down: "not that one", "anything but the first"."""
    return bool(REFUSED_CARD.search(normalise(message)))


def latest_list(shown: Sequence[Sequence[ShownCard]]) -> Sequence[ShownCard]:
    """The cards of the latest turn that had several; of the latest one where none had."""
    return next((cards for cards in reversed(shown) if len(cards) > 1), shown[-1])


def points_back(message: str) -> bool:
    """Whether the message points at something said before ("it", "there", "that one")."""
    return bool(POINTING.search(POINTS_NOWHERE.sub(" ", normalise(message))))


def counts(message: str) -> bool:
    """Whether the message counts to something ("the second one", "the last place")."""
    text = without_dates(normalise(message))
    return bool(LAST.search(text)) or _position(text) is not None


def by_position(message: str, shown: Sequence[Sequence[ShownCard]]) -> ShownCard | None:
    """A turn about one card of a list shows it with its position in the list, so it does not hide the others."""
    text = without_dates(normalise(message))
    if LAST.search(text):
        return latest_list(shown)[-1]
    if THE_MIDDLE.search(text):
        return latest_list(shown)[len(latest_list(shown)) // 2]
    if THE_ORIGINAL.search(text):
        return shown[0][0]
    position = _position(text)
    return next((card for cards in reversed(shown) for card in cards if card.position == position), None)


def _the_other(message: str, shown: Sequence[Sequence[ShownCard]], discussed: ShownCard | None) -> ShownCard | None:
    """ "the other one": the first card of the list that is not being talked about."""
    if not THE_OTHER.search(normalise(message)):
        return None
    cards = latest_list(shown)
    known = discussed or cards[0]
    return next((card for card in cards if card.key != known.key), None)


def by_kind(message: str, cards: Sequence[ShownCard]) -> ShownCard | None:
    """ "that cafe", "the ramen place", "the pier": the only (or first) shown card of that kind, cuisine or category."""
    text = normalise(message)
    for match in THAT_KIND.finditer(text):
        hits = find_concepts(match.group(0))
        fitting = next((found for group in ("kind", "cuisine", "category") if (found := _of(cards, hits, group))), [])
        fitting = fitting or [card for card in cards if set(card.cuisines).intersection(match.group(0).split())]
        if not fitting and any(hit.group == "category" for hit in hits):
            fitting = [card for card in cards if match.group(1) in tokens_of(normalise(card.name))]
        if fitting:
            return fitting[0]
    return None


def _of(cards: Sequence[ShownCard], hits: Sequence[Hit], group: str) -> list[ShownCard]:
    """The cards that are what a hit of the group says."""
    wanted = {hit.concept for hit in hits if hit.group == group}
    own: Mapping[str, Callable[[ShownCard], Sequence[str | None]]] = {
        "kind": lambda card: card.kinds[:2],
        "cuisine": lambda card: card.cuisines,
        "category": lambda card: (card.category,),
    }
    return [card for card in cards if wanted.intersection(own[group](card))]


def _position(text: str) -> int | None:
    if THE_TOP.search(text) or WHICH_IS_BEST.search(text):
        return 1
    match = ORDINAL.search(text)
    if match:
        return ORDINALS[match.group(1)]
    match = NUMBERED.search(text)
    if match:
        return SMALL_NUMBERS.get(match.group(1)) or int(match.group(1))
    match = BARE_NUMBER.search(text)
    if match:
        return int(match.group(1))
    match = CHINESE_ORDINAL.search(text)
    if match:
        return CHINESE_NUMBERS[match.group(1)]
    return next((position for words, position in HINDI_ORDINAL.items() if words in text), None)
