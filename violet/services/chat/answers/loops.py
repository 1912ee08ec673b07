"""Round walks: found, changed, kept, and handed on by a link. No model is asked: the words are those of the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from violet.database import DATABASE_DOWN
from violet.domain.intent import LoopPlan
from violet.domain.maps import distance_words
from violet.domain.minutes import minutes_words
from violet.errors import Conflict, NotFound
from violet.services.chat.answers.base import grounds_for, home_of
from violet.services.chat.parts.loop_requests import HOME, LoopRequest
from violet.services.chat.parts.turn_parts import Answer, Turn
from violet.services.chat.replies.wording import joined
from violet.services.walks import saved_loops
from violet.services.walks.loops import MAX_M, MIN_M, LoopWish
from violet.services.walks.named_loops import LoopPorts, NamedLoop, find_named
from violet.services.walks.walk_ports import End
from violet.services.walks.wishes import MAX_WISHES, preferences_in

SIGN_IN = "I can keep walks for you once you are signed in. Until then its link works for a day: {link}"
FULL = f"{MAX_WISHES} stops are the most that I can fit into a walk. Tell me which one to leave out."
DOWN = "I can't reach your saved walks right now. Try again in a minute."
NONE_YET = 'You haven\'t saved any walks yet. Ask me for one ("a 40 minute walk past a bakery") and say "save it".'
NO_HOME = "I don't know where you live. Save your home address in your profile, or tell me a place to start from."


def answer_loop(turn: Turn) -> Answer:
    request, ports = turn.loop, turn.loops
    assert request is not None
    assert ports is not None
    try:
        match request.action:
            case "list":
                return _list(turn, ports)
            case "save":
                return _save(turn, ports, request)
            case "share":
                return _share(ports, request)
            case "full":
                return Answer(template=FULL)
            case _:
                return _find(turn, ports, request)
    except DATABASE_DOWN:
        return Answer(template=DOWN)


def _find(turn: Turn, ports: LoopPorts, request: LoopRequest) -> Answer:
    plan = request.plan
    assert plan is not None
    plan = replace(plan, meters=round(min(max(plan.meters, MIN_M), MAX_M)))
    start = _start(turn, plan)
    if start is None:
        return Answer(template=NO_HOME)
    wish = LoopWish(start, plan.meters, turn.person.now, plan.wish, frozenset(plan.skipped), frozenset(plan.kept))
    try:
        found = find_named(ports, wish, who=turn.person.spending_key, name=plan.name or None)
    except NotFound as error:
        return Answer(template=error.message)
    stops = found.route.stops
    plan = replace(plan, id=found.id, name=found.name, kept=tuple(card.place_id for card in stops))
    words = _words(turn, plan, found)
    return Answer(
        template=words,
        cards=stops,
        grounds=replace(grounds_for(turn, stops), facts=(words,)),
        intent=replace(turn.intent, loop=plan),
        extra={"loop": _wire(ports, found)},
    )


def _start(turn: Turn, plan: LoopPlan) -> End | None:
    """Where the walk begins; None where that is a home that nobody knows. A home's position is in no words, which the
    conversation would keep."""
    if plan.start is None:
        return End(turn.person.location or turn.ports.here.home)
    if plan.start.location is not None:
        return End(plan.start.location, plan.start.name)
    home = home_of(turn)
    return End(home, HOME) if home is not None else None


def _words(turn: Turn, plan: LoopPlan, found: NamedLoop) -> str:
    route, units = found.route, turn.ports.here.campus.units
    distance = distance_words(route.leg.meters, units)
    length = (
        f"a run of {distance}" if plan.running else f"a walk of {distance}, about {minutes_words(route.leg.minutes)}"
    )
    start = f" from {found.start}" if found.start else _from(turn)
    past = f", past {joined([card.name for card in route.stops])}" if route.stops else ""
    return " ".join(
        [f"{found.name}: {length}, there and back{start}{past}.", *_known(plan, found), *_next(route.stops)]
    )


def _from(turn: Turn) -> str:
    """Where it starts, for somebody who has not said where they are."""
    return "" if turn.person.location else f" from {turn.ports.here.campus.sites[0].name}"


def _known(plan: LoopPlan, found: NamedLoop) -> list[str]:
    """What is on record along it, and what is not of what they wish for."""
    reasons = found.route.reasons
    prefer = preferences_in(plan.wish)
    facts = [fact.text for fact in reasons.facts] if prefer else []
    return [*facts, *(reasons.unknown if prefer else ()), *reasons.warnings]


def _next(stops: Sequence[object]) -> list[str]:
    changed = '"make it shorter", "skip the first stop"' if stops else '"make it shorter", "add a coffee stop"'
    return [f'Say {changed} or "save it".']


def _save(turn: Turn, ports: LoopPorts, request: LoopRequest) -> Answer:
    plan, user_id = request.plan, turn.person.account_id
    assert plan is not None
    link = saved_loops.link(ports, plan.id)
    if user_id is None:
        return Answer(template=SIGN_IN.format(link=link))
    try:
        loop = saved_loops.save(ports, user_id, plan.id)
    except (Conflict, NotFound) as error:
        return Answer(template=error.message)
    words = f'Saved {loop.name}. Ask for "my saved walks" any time, or share it: {link}'
    return Answer(template=words, extra={"loop": _wire(ports, loop)}, intent=replace(turn.intent, loop=plan))


def _share(ports: LoopPorts, request: LoopRequest) -> Answer:
    assert request.plan is not None
    try:
        saved_loops.held(ports, request.plan.id)
    except NotFound as error:
        return Answer(template=error.message)
    link = saved_loops.link(ports, request.plan.id)
    return Answer(template=f"Whoever has this link sees the walk, with where it starts: {link}")


def _list(turn: Turn, ports: LoopPorts) -> Answer:
    if turn.person.account_id is None:
        return Answer(template="I can keep walks for you once you are signed in.")
    kept = [one.loop for one in saved_loops.mine(ports, turn.person.account_id)]
    if not kept:
        return Answer(template=NONE_YET)
    units = turn.ports.here.campus.units
    named = [
        f"{loop.name} ({distance_words(loop.route.leg.meters, units)}, {saved_loops.link(ports, loop.id)})"
        for loop in kept
    ]
    return Answer(template=f"You saved {joined(named)}.")


def _wire(ports: LoopPorts, loop: NamedLoop) -> dict[str, object]:
    return {
        "id": loop.id,
        "name": loop.name,
        "meters": loop.route.leg.meters,
        "minutes": loop.route.leg.minutes,
        "polyline": loop.route.polyline,
        "share_url": saved_loops.link(ports, loop.id),
    }
