"""The OpenAPI document and a page to read it on. Everything the page loads comes from here, so it needs no internet."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import flask_openapi3_swagger
from flask import Response, current_app, redirect, render_template_string, send_from_directory
from flask_openapi3 import APIBlueprint
from flask_openapi3_swagger.templates import swagger_html_string
from werkzeug.wrappers import Response as WerkzeugResponse

from violet.api.schemas.common import ApiModel
from violet.api.support.documentation import DOCS_PREFIX, DocumentedApp
from violet.api.support.guards import public

docs_api = APIBlueprint("docs", __name__, url_prefix=DOCS_PREFIX, doc_ui=False)

VIEWER = Path(flask_openapi3_swagger.__file__).parent / "templates" / "swagger"
# Its badge would ask a public server whether the document is valid.
VIEWER_OPTIONS = {"validatorUrl": None}
MAX_AGE_S = 24 * 3600


class ViewerFile(ApiModel):
    """A file of the viewer, by its path."""

    name: str


@docs_api.get("/openapi.json")
@public
def get_document() -> Response:
    """The OpenAPI 3.1 document."""
    return current_app.response_class(cast("DocumentedApp", current_app).document, mimetype="application/json")


@docs_api.get("")
@public
def get_page_address() -> WerkzeugResponse:
    """To the page, whose files are named relative to it; on this server, not the one that the Host header names."""
    return redirect(f"{DOCS_PREFIX}/", code=308)


@docs_api.get("/")
@public
def get_page() -> str:
    """Swagger UI with the document."""
    return render_template_string(
        swagger_html_string, doc_url="openapi.json", swagger_config=VIEWER_OPTIONS, oauth_config=None
    )


@docs_api.get("/swagger/<path:name>")
@public
def get_viewer_file(path: ViewerFile) -> Response:
    """The page's scripts, styles and pictures."""
    return send_from_directory(VIEWER, path.name, max_age=MAX_AGE_S)
