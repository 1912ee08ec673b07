"""Which earlier card a message is about: by name, by position, by kind ("that cafe"), or as the cheapest of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from violet.domain.intent import ShownCard
from violet.understanding.reading.card_names import all_named, by_alias, by_name, words_of_name
from violet.understanding.reading.card_spots import by_spot
from violet.understanding.reading.lexicon import Hit
from violet.understanding.reading.pointers import KindSaid
from violet.understanding.reading.utterance import Utterance

MIN_SEVERAL = 2

Shown = Sequence[Sequence[ShownCard]]


def find_reference(utterance: Utterance, shown: Shown, discussed: ShownCard | None = None) -> ShownCard | None:
    """The earlier card a message names or counts to; None where it does neither. `shown` holds the cards of each
    earlier turn, oldest first; positions count within the latest turn that had so many cards. `discussed` is the card
    that "the other one" is not."""
    if not shown:
        return None
    if utterance.pointers.earlier_list:
        lists = [cards for cards in shown if len(cards) > 1]
        shown = lists[:-1] or shown
    named = by_name(utterance, shown) or by_alias(utterance, shown)
    if named is None and utterance.unknown_name is not None:
        return None
    return (
        named
        or _the_other(utterance, shown, discussed)
        or _the_one_before(utterance, shown, discussed)
        or by_position(utterance, shown)
        or _at_a_spot(utterance, shown)
        or by_kind(utterance, latest_list(shown))
        or _one_of_a_kind_before(utterance, shown)
    )


def find_several(utterance: Utterance, shown: Shown) -> tuple[ShownCard, ...]:
    """The cards of the last list that a message names, counts to, or means together ("the first two"); empty where it
    means fewer than two."""
    if not shown:
        return ()
    several = _several_of(utterance, shown, latest_list(shown))
    if several or not utterance.forms & {"compares", "either_or"}:
        return several
    # A card that only an earlier list has: the comparison of two hides the third.
    return _several_of(utterance, shown, list({card.key: card for cards in reversed(shown) for card in cards}.values()))


def _several_of(utterance: Utterance, shown: Shown, cards: Sequence[ShownCard]) -> tuple[ShownCard, ...]:
    known = {place.name for place in utterance.names if not place.refused}
    named = list(dict.fromkeys([*all_named(utterance, cards), *(card for card in cards if card.name in known)]))
    counted = [card for position in utterance.pointers.positions if (card := _at(position, shown)) is not None]
    if utterance.pointers.last and (last := _last_of(_whole_list(shown))) not in counted:
        counted.append(last)
    if utterance.pointers.first_two and len(counted) < MIN_SEVERAL:
        counted = list(cards[:2])
    if len({*named, *counted}) < MIN_SEVERAL and "compares" in utterance.forms:  # "ramen or soba, whats cheaper"
        dishes = (hit.concept for hit in utterance.hits if hit.group == "cuisine" and not hit.negated)
        served = (next((card for card in cards if dish in card.cuisines), None) for dish in dishes)
        counted.extend(card for card in served if card is not None)
    if len({*named, *counted}) < MIN_SEVERAL and "either_or" in utterance.forms:  # "the ramen or the pizza"
        counted.extend(_each_by_kind(utterance, cards))
    several = tuple(dict.fromkeys([*named, *counted]))
    return several if len(several) >= MIN_SEVERAL else ()


def find_extreme(utterance: Utterance, shown: Shown) -> ShownCard | None:
    """The card that is cheapest, dearest or nearest of those shown last: "the cheaper of the first two"."""
    extreme = utterance.pointers.extreme
    if extreme is None or not shown:
        return None
    cards = latest_list(shown)
    cards = cards[:2] if utterance.pointers.first_two else cards
    known = [(card.walk_minutes if extreme == "near" else card.price_level, card) for card in cards]
    values = [(value, card) for value, card in known if value is not None]
    if not values:
        return None
    best = (max if extreme == "dear" else min)(value for value, _card in values)
    return next(card for value, card in values if value == best)


def latest_list(shown: Shown) -> Sequence[ShownCard]:
    """The cards of the latest turn that had several; of the latest one where none had."""
    return next((cards for cards in reversed(shown) if len(cards) > 1), shown[-1])


def _whole_list(shown: Shown) -> Sequence[ShownCard]:
    """The latest list with all its cards: a comparison shows again some of the list before it."""
    latest = latest_list(shown)
    keys = {card.key for card in latest}
    whole = (cards for cards in reversed(shown) if len(cards) > len(latest) and keys <= {card.key for card in cards})
    return next(whole, latest)


def by_position(utterance: Utterance, shown: Shown) -> ShownCard | None:
    """A turn about one card of a list shows it with its position in the list, so it does not hide the others."""
    pointers = utterance.pointers
    if pointers.last:
        return _last_of(_whole_list(shown))
    if pointers.middle:
        return _whole_list(shown)[len(_whole_list(shown)) // 2]
    if pointers.original:
        return shown[0][0]
    return _at(pointers.position, shown)


def _last_of(cards: Sequence[ShownCard]) -> ShownCard:
    """The card with the last place in the list: a comparison shows them in another order."""
    return max(reversed(cards), key=lambda card: card.position)


def _at(position: int | None, shown: Shown) -> ShownCard | None:
    """The card at a position of the latest list that had so many."""
    return next((card for cards in reversed(shown) for card in cards if card.position == position), None)


def by_kind(utterance: Utterance, cards: Sequence[ShownCard]) -> ShownCard | None:
    """ "that cafe", "the ramen place", "the pier": the only (or first) shown card of that kind, cuisine or category."""
    found = (_by_one_kind(said, cards) for said in utterance.pointers.kinds)
    return next((card for card in found if card is not None), None)


def _at_a_spot(utterance: Utterance, shown: Shown) -> ShownCard | None:
    """ "The one on Houston", in the latest list that has it."""
    if not utterance.pointers.spots:
        return None
    there = (by_spot(utterance, cards) for cards in (latest_list(shown), *reversed(shown)))
    return next((card for card in there if card is not None), None)


def _one_of_a_kind_before(utterance: Utterance, shown: Shown) -> ShownCard | None:
    """ "The Moroccan one" where only an earlier list has such a card."""
    if not any(said.is_one for said in utterance.pointers.kinds):
        return None
    before = (by_kind(utterance, cards) for cards in reversed(shown))
    return next((card for card in before if card is not None), None)


def _by_one_kind(said: KindSaid, cards: Sequence[ShownCard]) -> ShownCard | None:
    fitting = next((found for group in ("kind", "cuisine", "category") if (found := _of(cards, said.hits, group))), [])
    fitting = fitting or [card for card in cards if set(card.cuisines).intersection(said.words)]
    if not fitting and any(hit.group == "category" for hit in said.hits):
        fitting = [card for card in cards if said.last_word in words_of_name(card.name)]
    return fitting[0] if fitting else None


def _each_by_kind(utterance: Utterance, cards: Sequence[ShownCard]) -> list[ShownCard]:
    """One card for each thing of a kind that the message names, where these are two or more."""
    each = (_by_one_kind(said, cards) for said in utterance.pointers.kinds)
    found = list(dict.fromkeys(card for card in each if card is not None))
    return found if len(found) >= MIN_SEVERAL else []


def _the_other(utterance: Utterance, shown: Shown, discussed: ShownCard | None) -> ShownCard | None:
    """ "the other one": the first card of the list that is not being talked about."""
    if not utterance.pointers.other:
        return None
    cards = latest_list(shown)
    known = discussed or cards[0]
    return next((card for card in cards if card.key != known.key), None)


def _the_one_before(utterance: Utterance, shown: Shown, discussed: ShownCard | None) -> ShownCard | None:
    """ "The one before": the card that was talked about before this one, else the one above it in the list."""
    if not utterance.pointers.before or discussed is None:
        return None
    alone = (cards[0] for cards in reversed(shown) if len(cards) == 1 and cards[0].key != discussed.key)
    cards = list(latest_list(shown))
    above = (card for card, below in pairwise(cards) if below.key == discussed.key)
    return next(alone, None) or next(above, None)


def _of(cards: Sequence[ShownCard], hits: Sequence[Hit], group: str) -> list[ShownCard]:
    """The cards that are what a hit of the group says."""
    wanted = {hit.concept for hit in hits if hit.group == group}
    own: Mapping[str, Callable[[ShownCard], Sequence[str | None]]] = {
        "kind": lambda card: card.kinds[:2],
        "cuisine": lambda card: card.cuisines,
        "category": lambda card: (card.category,),
    }
    return [card for card in cards if wanted.intersection(own[group](card))]
