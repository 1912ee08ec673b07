"""Recommendations: recommend, refine, another, more like this."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from violet.domain.categories import category_fit, diet_matters
from violet.domain.geo import LatLng, meters_between
from violet.domain.intent import Intent, IntentKind
from violet.services.chat.answers.base import grounds_for, photo_urls
from violet.services.chat.parts.turn_parts import Answer, Turn
from violet.services.chat.replies.caveats import caveats
from violet.services.chat.replies.nothing import nothing_words
from violet.services.chat.replies.tag_words import cuisine_words, diet_words
from violet.services.chat.replies.template import Told, recommendation_words
from violet.services.chat.replies.wording import with_article
from violet.services.places.brands import brand_of, brand_words
from violet.services.places.presenting import cards_of
from violet.services.places.recommend import Recommendation, recommend
from violet.services.places.riding import said_of_rides, with_ways
from violet.services.ranking.cuisines import cuisine_fit

FAR_FROM_NAMED_MINUTES = 15
RELAXED = ("Nothing that fits is open right now, so check the hours of these.",)
OTHERS = ("Here are some others.", "Sure, some others.", "Then how about these?", "A few more.", "There are more.")
COMPARED: Mapping[str, tuple[str, ...]] = {
    "closer": ("Closer by, then.", "Something nearer, then.", "Less of a walk, then."),
    "cheaper": ("Easier on the wallet, then.", "For less money, then.", "Cheaper, then."),
    "fancier": ("A step up, then.", "Something nicer, then.", "For a treat, then."),
    "quieter": ("Calmer, then.", "With more peace, then.", "Quieter, then."),
    "livelier": ("With more going on, then.", "Livelier, then.", "More of a crowd, then."),
}


def answer_places(turn: Turn) -> Answer:
    found = recommend(turn.ports.finding, turn.intent, turn.person)
    photos = photo_urls(turn.ports)
    origin = turn.person.location or turn.ports.here.home
    cards = cards_of(found, turn.person.now, photo_url=photos)
    if found.origin_name is None:
        cards = tuple(with_ways(turn.ports.finding.surroundings.walks, origin, cards))
    if not cards:
        return Answer(
            template=nothing_words(turn, found),
            weather=found.weather,
            degraded=found.degraded,
            ranking=found.ranking,
        )
    note = _note(turn, found)
    wanted = replace(turn.intent.constraints, diets=found.request.diets)  # also what is stored and not said
    told = Told(note, found.origin_name, tuple(one.reply for one in turn.conversation.turns))
    template = recommendation_words(cards, wanted, seed=turn.seed, told=told)
    unkept = caveats(cards, turn.intent, unknown_near=found.unknown_near, now=turn.person.now)
    unkept = [*unkept, *said_of_rides(cards)]
    template = " ".join([template, *unkept])
    return Answer(
        template=template,
        cards=cards,
        grounds=replace(grounds_for(turn, cards, found.origin_name), facts=_said(found, note, unkept)),
        prompt_data=_prompt_data(found, note, unkept),
        weather=found.weather,
        degraded=found.degraded,
        ranking=found.ranking,
        missed=bool(_missing_cuisines(turn.intent, found)),
        unknown_near=found.unknown_near,
    )


def _said(found: Recommendation, note: tuple[str, ...], unkept: Sequence[str]) -> tuple[str, ...]:
    """What stands on no card and may be said: what the list does not keep, and the weather."""
    weather = found.weather
    sky = f"{round(weather.temp_f)} F, {weather.desc}, {weather.main}" if weather is not None else None
    return tuple(text for text in (*note, *unkept, sky) if text)


def _prompt_data(found: Recommendation, note: tuple[str, ...], unkept: Sequence[str]) -> dict[str, object]:
    data: dict[str, object] = {}
    if found.origin_name:
        data["walks_start_at"] = found.origin_name
    if note:
        data["say_first"] = note[0]
    if unkept:
        data["say_last"] = list(unkept)
    return data


def _note(turn: Turn, found: Recommendation) -> tuple[str, ...]:
    """What is said first, in the wordings that may stand for each other; empty where the cards speak for themselves."""
    intent = turn.intent
    if (apart := _far_from_the_named(found)) is not None:
        return (apart,)
    if found.only_far:
        return (_only_far(intent),)
    if found.unknown_brand is not None:
        brand = with_article(brand_words(found.unknown_brand))
        return (f"I don't know {brand} around here, so here is what comes closest.",)
    if found.away_from is not None:
        return (f"You're a long way from campus, so I looked around {_nearest_site(turn, found.away_from)}:",)
    if found.relaxed:
        return RELAXED
    unmet = (_none_of_the_kind, _none_serving, _none_compared, _unserved_diets)
    if (missed := next(filter(None, (words(intent, found) for words in unmet)), None)) is not None:
        return (missed,)
    if intent.kind is IntentKind.ANOTHER:
        return OTHERS
    return COMPARED.get(intent.comparison or "", ()) if intent.reference is not None else ()


def _none_of_the_kind(intent: Intent, found: Recommendation) -> str | None:
    """Where a kind of place was asked for that is no food, and none of those shown is of it in any way."""
    wanted = max(intent.categories, key=intent.categories.__getitem__, default=None)
    if wanted is None or wanted.row.eating or intent.constraints.kinds or intent.constraints.cuisines:
        return None
    if any(category_fit(ranked.candidate.place.kinds, {wanted: 1.0}) for ranked in found.ranked):
        return None
    return f"{wanted.row.when_unknown} Here is what comes closest:"


def _none_serving(intent: Intent, found: Recommendation) -> str | None:
    missing = _missing_cuisines(intent, found)
    return f"I don't know a place for {missing} that fits, so here is what comes closest." if missing else None


def _unserved_diets(intent: Intent, found: Recommendation) -> str | None:
    """Where none of the places with food is known to serve the diets."""
    places = [ranked.candidate.place for ranked in found.ranked if diet_matters(ranked.candidate.place.kinds)]
    diets = sorted(found.request.diets)
    if not diets or not places or any(place.diets.get(diet) for place in places for diet in diets):
        return None
    place = "another place" if intent.kind is IntentKind.ANOTHER else "a place"
    return f"I don't know {place} with {diet_words(diets)} that fits, so here is what comes closest."


def _none_compared(intent: Intent, found: Recommendation) -> str | None:
    """Where nothing nearer (cheaper, ...) really serves what had been asked for: what is shown only comes near it."""
    wanted, how = intent.constraints.cuisines, intent.comparison
    if not wanted or how is None or intent.reference is None:
        return None
    if any(cuisine_fit(ranked.candidate.place, wanted) == 1.0 for ranked in found.ranked):
        return None
    what = " or ".join(map(cuisine_words, sorted(wanted)))
    return f"I don't know a {how} place for {what}, so here is what comes closest."


def _only_far(intent: Intent) -> str:
    """What is said before the only one there is, which is far."""
    brand = brand_of(intent)
    if brand is not None:
        return f"I don't know {with_article(brand_words(brand))} near you. The nearest I know:"
    unknown = max(intent.categories, key=intent.categories.__getitem__).row.when_unknown
    return f"{unknown} The nearest I know:"


def _far_from_the_named(found: Recommendation) -> str | None:
    """What is near a place that was named, where the guide knows nothing near it."""
    minutes = [ranked.candidate.leg.minutes for ranked in found.ranked]
    if found.origin_name is None or min(minutes, default=0) <= FAR_FROM_NAMED_MINUTES:
        return None
    return (
        f"I don't know places around {found.origin_name}. The closest I know are a {min(minutes)} minute walk from it:"
    )


def _nearest_site(turn: Turn, origin: LatLng) -> str:
    sites = turn.ports.here.campus.sites
    return min(sites, key=lambda site: meters_between(origin, site.location)).name


def _missing_cuisines(intent: Intent, found: Recommendation) -> str:
    """The cuisines asked for, where none of the places is known to serve one of them or what comes near it."""
    wanted = intent.constraints.cuisines
    if any(cuisine_fit(ranked.candidate.place, wanted) > 0 for ranked in found.ranked):
        return ""
    return " or ".join(map(cuisine_words, sorted(wanted)))
