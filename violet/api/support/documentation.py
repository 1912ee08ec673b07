"""What the OpenAPI document says of the API as a whole, and where it is served."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from http import HTTPStatus
from typing import Any

from flask_openapi3 import Info, License, OpenAPI

from violet import __version__
from violet.api.schemas.common import ErrorBody
from violet.api.support.error_handlers import on_invalid_input
from violet.api.support.openapi import refine

DOCS_PREFIX = "/api/docs"
API_INFO = Info(
    title="VioletVibes API",
    version=__version__,
    license=License(name="MIT", identifier="MIT"),
    description=(
        "A campus concierge for students. Every path under /api/v1 also answers under /api. "
        "Every error has the shape of ErrorBody."
    ),
)
SECURITY_SCHEMES: dict[str, Any] = {"bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}}
SIGNED_IN: list[dict[str, list[str]]] = [{"bearer": []}]
OPTIONAL_USER: list[dict[str, list[str]]] = [{}, {"bearer": []}]


def errors(*statuses: int) -> dict[Any, Any]:
    """For a route's `responses`: these statuses answer with the one error shape."""
    return dict.fromkeys(statuses, ErrorBody)


class DocumentedApp(OpenAPI):
    """A Flask app with an OpenAPI document. `violet.api.support.docs` serves the document, not the library's own page,
    which would show whatever viewers happen to be installed."""

    def __init__(self, name: str) -> None:
        super().__init__(
            name,
            info=API_INFO,
            security_schemes=SECURITY_SCHEMES,
            validation_error_status=HTTPStatus.BAD_REQUEST,
            validation_error_model=ErrorBody,
            validation_error_callback=on_invalid_input,
            doc_ui=False,
            static_folder=None,
        )

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """As it is: no view or hook here is a coroutine, and Flask would ask that of each of them in every request."""
        return func

    @cached_property
    def document(self) -> bytes:
        """The document as it is served, written once a process: the routes do not change any more."""
        return self.json.dumps(self.api_doc).encode()

    def generate_spec_json(self) -> None:
        """As the library, and then as its readers want it."""
        super().generate_spec_json()  # type: ignore[no-untyped-call]
        refine(self.spec_json)
