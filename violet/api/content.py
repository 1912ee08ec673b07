"""For editors: documents, their history and their way to students; and the guides that everybody reads."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify
from flask_openapi3 import APIBlueprint, Tag

from violet.api.schemas.cards import card_wire
from violet.api.schemas.content import (
    DocumentAnswer,
    DocumentBody,
    DocumentPath,
    DocumentsAnswer,
    DocumentsQuery,
    GuideAnswer,
    GuidePath,
    GuidesAnswer,
    IfMatch,
    KindPath,
    PreviewAnswer,
    PublishBody,
    RejectBody,
    RevertBody,
    VersionsAnswer,
    document_wire,
    versions_wire,
)
from violet.api.support.documentation import SIGNED_IN, errors
from violet.api.support.guards import current_caller, editor, public
from violet.api.support.request_context import container, served
from violet.errors import NotFound, Outdated
from violet.services import preview
from violet.services.content import editing, guides, library, steps
from violet.services.content.document import Document
from violet.services.content.editing import MovedOnError
from violet.services.content.happenings import bring_in
from violet.services.content.published import with_draft

content_api = APIBlueprint("content", __name__, abp_tags=[Tag(name="content")], abp_responses=errors(400, 503))
KIND = "/content/<kind>"
DOCUMENT = f"{KIND}/<document_id>"
FOR_EDITORS = errors(401, 403)
OF_ONE = errors(401, 403, 404)
STEP = errors(401, 403, 404, 409, 412)


@content_api.get(
    KIND, responses={200: DocumentsAnswer, **FOR_EDITORS}, security=SIGNED_IN, operation_id="listDocuments"
)
@editor
def get_documents(path: KindPath, query: DocumentsQuery) -> dict[str, Any]:
    """The documents of a kind, the last changed first."""
    wanted = library.Wanted(path.kind, query.state, query.broken, query.cursor, query.limit)
    page = library.page(container().here, wanted)
    return {"documents": [document_wire(document) for document in page.documents], "next": page.next}


@content_api.post(
    KIND, responses={201: DocumentAnswer, **FOR_EDITORS, **errors(409)}, security=SIGNED_IN, operation_id="addDocument"
)
@editor
def post_document(path: KindPath, body: DocumentBody) -> tuple[Response, int]:
    """A new draft. One about a place of the guide corrects it: what is left out stays."""
    document = editing.create(container().here, path.kind, body.data, author_id=_user_id())
    return _tagged(document), 201


@content_api.get(DOCUMENT, responses={200: DocumentAnswer, **OF_ONE}, security=SIGNED_IN, operation_id="getDocument")
@editor
def get_document(path: DocumentPath) -> Response:
    """A document as it stands, with its version as ETag."""
    return _tagged(_document(path))


@content_api.put(
    DOCUMENT,
    responses={200: DocumentAnswer, **OF_ONE, **errors(412)},
    security=SIGNED_IN,
    operation_id="saveDocument",
)
@editor
def put_document(path: DocumentPath, header: IfMatch, body: DocumentBody) -> Response:
    """Write a new version of the one named in If-Match; 412 with the current one where that is another. What students
    see stays until the new version is reviewed and published."""
    document = _document(path)
    if header.version is None:
        raise Outdated(document_wire(document))
    try:
        saved = editing.save(container().here, document, body.data, expected=header.version, author_id=_user_id())
    except MovedOnError as moved:
        raise Outdated(document_wire(moved.current)) from None
    return _tagged(saved)


@content_api.post(
    f"{DOCUMENT}/submit", responses={200: DocumentAnswer, **STEP}, security=SIGNED_IN, operation_id="submitDocument"
)
@editor
def post_submit(path: DocumentPath, header: IfMatch) -> Response:
    """Hand a draft over for review."""
    return _tagged(steps.submit(container().here, _seen(path, header), actor_id=_user_id()))


@content_api.post(
    f"{DOCUMENT}/approve", responses={200: DocumentAnswer, **STEP}, security=SIGNED_IN, operation_id="approveDocument"
)
@editor
def post_approve(path: DocumentPath, header: IfMatch) -> Response:
    """Approve what somebody else wrote."""
    return _tagged(steps.approve(container().here, _seen(path, header), actor_id=_user_id()))


@content_api.post(
    f"{DOCUMENT}/reject", responses={200: DocumentAnswer, **STEP}, security=SIGNED_IN, operation_id="rejectDocument"
)
@editor
def post_reject(path: DocumentPath, header: IfMatch, body: RejectBody) -> Response:
    """Hand it back to its author, with a reason."""
    document = _seen(path, header)
    return _tagged(steps.reject(container().here, document, reason=body.reason, actor_id=_user_id()))


@content_api.post(
    f"{DOCUMENT}/publish", responses={200: DocumentAnswer, **STEP}, security=SIGNED_IN, operation_id="publishDocument"
)
@editor
def post_publish(path: DocumentPath, header: IfMatch, body: PublishBody) -> Response:
    """Show what was approved to students, at once or at a moment to come."""
    document = _seen(path, header)
    published = steps.publish(container().here, document, actor_id=_user_id(), at=body.at, until=body.unpublish_at)
    _show(published)
    return _tagged(published)


@content_api.post(
    f"{DOCUMENT}/archive", responses={200: DocumentAnswer, **STEP}, security=SIGNED_IN, operation_id="archiveDocument"
)
@editor
def post_archive(path: DocumentPath, header: IfMatch) -> Response:
    """Take it away from students at once."""
    archived = steps.archive(container().here, _seen(path, header), actor_id=_user_id())
    _show(archived)
    return _tagged(archived)


@content_api.post(
    f"{DOCUMENT}/revert", responses={200: DocumentAnswer, **STEP}, security=SIGNED_IN, operation_id="revertDocument"
)
@editor
def post_revert(path: DocumentPath, header: IfMatch, body: RevertBody) -> Response:
    """A new version that says what an older one said."""
    document = _seen(path, header)
    try:
        return _tagged(editing.revert(container().here, document, body.version, author_id=_user_id()))
    except MovedOnError as moved:
        raise Outdated(document_wire(moved.current)) from None


@content_api.get(
    f"{DOCUMENT}/versions", responses={200: VersionsAnswer, **OF_ONE}, security=SIGNED_IN, operation_id="listVersions"
)
@editor
def get_versions(path: DocumentPath) -> dict[str, Any]:
    """Every version with its author, its time and what it changed, the newest first."""
    return versions_wire(library.versions(container().here, path.kind, path.document_id))


@content_api.get(
    f"{DOCUMENT}/preview", responses={200: PreviewAnswer, **OF_ONE}, security=SIGNED_IN, operation_id="previewDocument"
)
@editor
def get_preview(path: DocumentPath) -> dict[str, Any]:
    """The newest version as students would see it."""
    document = _document(path)
    ports = served().seen_with(with_draft(container().campus, document)).chat
    seen = preview.preview(ports, document)
    guide = _guide(seen.guide) if seen.guide is not None else None
    return {"card": card_wire(seen.card) if seen.card else None, "reply": seen.reply, "guide": guide}


@content_api.get("/guides", responses={200: GuidesAnswer}, operation_id="listGuides")
@public
def get_guides() -> dict[str, Any]:
    """The guides that are published, by title."""
    shown = [
        {"slug": guide.slug, "title": guide.title, "about": guide.about, "count": len(guide.places)}
        for guide in sorted(container().campus.guides, key=lambda guide: guide.title)
    ]
    return {"guides": shown, "next": None}


@content_api.get("/guides/<slug>", responses={200: GuideAnswer, **errors(404)}, operation_id="getGuide")
@public
def get_guide(path: GuidePath) -> dict[str, Any]:
    """One guide with the cards of its places."""
    here = container().here
    found = next((guide for guide in here.campus.guides if guide.slug == path.slug), None)
    if found is None:
        raise NotFound("There is no such guide.")
    return _guide(guides.shown(here, found))


def _guide(guide: guides.ShownGuide) -> dict[str, Any]:
    places = [{**card_wire(card), **({"words": words} if words else {})} for card, words in guide.places]
    return {"slug": guide.slug, "title": guide.title, "about": guide.about, "places": places}


def _show(document: Document) -> None:
    """What was just published, or is not any more, is so in this process at once; the others look twice a second."""
    if document.kind == "events":
        bring_in(container().intake)
    served().refresh()


def _document(path: DocumentPath) -> Document:
    return library.one(container().here, path.kind, path.document_id)


def _seen(path: DocumentPath, header: IfMatch) -> Document:
    """The document; 412 where the caller names a version and it is not the newest."""
    document = _document(path)
    if header.if_match is not None and header.version != document.version:
        raise Outdated(document_wire(document))
    return document


def _tagged(document: Document) -> Response:
    response = jsonify(document_wire(document))
    response.headers["ETag"] = f'"{document.version}"'
    return response


def _user_id() -> int:
    return current_caller().account.id
