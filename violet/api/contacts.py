"""Trusted contacts, and what they answer themselves."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import Response, request
from flask_openapi3 import APIBlueprint, Tag

from violet.api.schemas.accounts import StatusAnswer
from violet.api.schemas.walks import (
    ConsentAnswer,
    ConsentBody,
    ConsentPath,
    ContactAnswer,
    ContactBody,
    ContactPath,
    ContactsAnswer,
    contact_wire,
)
from violet.api.support.documentation import SIGNED_IN, errors
from violet.api.support.guards import current_caller, public, signed_in
from violet.api.support.limits import limits
from violet.api.support.openapi import operation_id
from violet.api.support.request_context import container
from violet.errors import Forbidden, NotFound
from violet.security.signatures import is_signed_by_twilio
from violet.services.together import contacts
from violet.services.together.contacts import Asked

contacts_api = APIBlueprint(
    "contacts",
    __name__,
    operation_id_callback=operation_id,
    abp_tags=[Tag(name="together")],
    abp_responses=errors(400, 429, 503),
)

# What carriers take for "no more" too.
STOP_WORDS = frozenset({"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT"})


@contacts_api.get("/contacts", responses={200: ContactsAnswer, **errors(401, 403)}, security=SIGNED_IN)
@signed_in
def list_contacts() -> dict[str, Any]:
    """This person's trusted contacts."""
    found = contacts.of_person(container().together, current_caller().account.id)
    return {"contacts": [contact_wire(contact) for contact in found], "next": None}


@contacts_api.post("/contacts", responses={201: ContactAnswer, **errors(401, 403, 409)}, security=SIGNED_IN)
@signed_in
@limits.contacts
def add_contact(body: ContactBody) -> tuple[dict[str, Any], int]:
    """Ask somebody to be a trusted contact. They answer by a link, and get nothing else before."""
    new = contacts.NewContact(body.name, body.phone, body.email)
    contact = contacts.add(container().together, current_caller().account.id, new)
    return {"contact": contact_wire(contact)}, HTTPStatus.CREATED


@contacts_api.delete(
    "/contacts/<contact_id>", responses={200: StatusAnswer, **errors(401, 403, 404)}, security=SIGNED_IN
)
@signed_in
def remove_contact(path: ContactPath) -> dict[str, Any]:
    """Forget a contact, also in walks that are under way."""
    contacts.remove(current_caller().account.id, path.contact_id)
    return {"status": "ok"}


@contacts_api.get("/consent/<token>", responses={200: ConsentAnswer, **errors(404)})
@public
@limits.links
def get_consent(path: ConsentPath) -> dict[str, Any]:
    """What the link of a request is about. Looking changes nothing: previews of links look too."""
    return _consent(contacts.asked_by(container().together, path.token))


@contacts_api.post("/consent/<token>", responses={200: ConsentAnswer, **errors(404)})
@public
@limits.links
def post_consent(path: ConsentPath, body: ConsentBody) -> dict[str, Any]:
    """The contact's answer. Stopping holds for whoever else names the same number or address."""
    return _consent(contacts.consent(container().together, path.token, body.answer))


@contacts_api.post("/sms/replies", responses={204: None, **errors(403, 404)})
@public
@limits.links
def receive_reply() -> Response:
    """Twilio's webhook for answers to our text messages: STOP ends them. Signed with the account's token."""
    settings = container().settings
    if settings.twilio_auth_token is None:
        raise NotFound
    url = f"{settings.public_base_url}/api/v1/sms/replies"
    signature = request.headers.get("X-Twilio-Signature", "")
    if not is_signed_by_twilio(signature, settings.twilio_auth_token, url, request.form.to_dict()):
        raise Forbidden("That signature does not fit.")
    if request.form.get("Body", "").strip().upper() in STOP_WORDS:
        contacts.stop_address(container().together, request.form.get("From", ""))
    return Response(status=HTTPStatus.NO_CONTENT)


def _consent(asked: Asked) -> dict[str, Any]:
    return {"first_name": asked.first_name, "name": asked.name, "state": asked.state}
