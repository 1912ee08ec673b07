"""The pages behind links that are handed on: a safe walk under way, whether somebody wants to be a contact, and a round
walk on a map.

All can be read without scripts. With them the walk's page asks the API every few seconds; without, it loads itself
again. A page changes nothing when it is looked at: programs that preview links look too.
"""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime
from http import HTTPStatus
from pathlib import Path

from flask import Blueprint, Response, make_response, render_template, request

from violet.api.support.guards import public
from violet.api.support.limits import limits
from violet.api.support.loop_links import loop_by_link
from violet.api.support.request_context import container
from violet.domain.maps import distance_words
from violet.domain.safe_walk import WalkState
from violet.errors import Gone, NotFound
from violet.services.ranking.reasons import clock
from violet.services.together import contacts, sharing
from violet.services.together.contacts import Consent
from violet.services.working.here import Here

link_pages = Blueprint("link_pages", __name__, template_folder="templates")

TEMPLATES = Path(__file__).parent / "templates"
STYLE = (TEMPLATES / "links.css").read_text(encoding="utf-8")
SCRIPT = (TEMPLATES / "walk.js").read_text(encoding="utf-8")
STATES = {
    WalkState.WALKING: "is on the way",
    WalkState.OVERDUE: "is late, and was asked whether all is well",
    WalkState.ESCALATED: "has not arrived and does not answer",
    WalkState.ALARM: "asks for help",
}


def _source(text: str) -> str:
    """What a content security policy calls an inline text."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


POLICY = (
    f"default-src 'none'; style-src {_source(STYLE)}; script-src {_source(SCRIPT)}; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# The page of a round walk has a picture of it, and no script.
PICTURE_POLICY = (
    f"default-src 'none'; style-src {_source(STYLE)}; img-src 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
}


@link_pages.get("/s/<token>")
@public
@limits.links
def walk_page(token: str) -> Response:
    """A walk under way; once it is over, a page that says so and nothing else."""
    try:
        shared = sharing.shared(container().together, token)
    except Gone:
        return _page("walk_over.html", HTTPStatus.GONE)
    except NotFound:
        return _page("no_link.html", HTTPStatus.NOT_FOUND)
    served = container()
    here = (served.at(shared.campus) if shared.campus in served.campuses else served).here
    units = here.campus.units
    return _page(
        "walk.html",
        token=token,
        walk=shared,
        says=STATES[WalkState(shared.state)],
        states={state.value: words for state, words in STATES.items()},
        due=_clock(shared.due_at, here),
        seen=_clock(shared.position.at, here) if shared.position else None,
        to_go=distance_words(shared.meters_to_go, units) if shared.meters_to_go is not None else None,
        zone=here.campus.timezone,
        units=units,
        emergency=here.campus.safety.emergency,
    )


@link_pages.get("/r/<loop_id>")
@public
@limits.links
def loop_page(loop_id: str) -> Response:
    """A round walk: its picture, its stops and its turns. For a day, and as long as somebody keeps it."""
    try:
        ports, loop = loop_by_link(loop_id)
    except NotFound:
        return _page("no_link.html", HTTPStatus.NOT_FOUND)
    here = ports.walking.here
    response = _page(
        "loop.html",
        loop=loop,
        distance=distance_words(loop.route.leg.meters, here.campus.units),
        picture=f"/api/v1/routes/{loop.id}.png",
        base_url=here.settings.public_base_url,
    )
    response.headers["Content-Security-Policy"] = PICTURE_POLICY
    return response


@link_pages.get("/c/<token>")
@public
@limits.links
def consent_page(token: str) -> Response:
    """Who asks, with two buttons."""
    try:
        asked = contacts.asked_by(container().together, token)
    except NotFound:
        return _page("no_link.html", HTTPStatus.NOT_FOUND)
    return _page("consent.html", asked=asked)


@link_pages.post("/c/<token>")
@public
@limits.links
def answer_consent(token: str) -> Response:
    """The button that was pressed; anything else changes nothing."""
    answers: dict[str, Consent] = {"confirm": "confirm", "stop": "stop"}
    answer = answers.get(request.form.get("answer", ""))
    try:
        if answer is None:
            asked = contacts.asked_by(container().together, token)
        else:
            asked = contacts.consent(container().together, token, answer)
    except NotFound:
        return _page("no_link.html", HTTPStatus.NOT_FOUND)
    return _page("consent.html", asked=asked, answered=answer)


def _clock(moment: datetime, here: Here) -> str:
    return clock(moment.astimezone(here.zone))


def _page(template: str, status: int = HTTPStatus.OK, /, **facts: object) -> Response:
    response = make_response(render_template(template, style=STYLE, script=SCRIPT, **facts), status)
    response.headers.update(HEADERS)
    return response
