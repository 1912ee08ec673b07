"""What the OpenAPI document says of the API as a whole, and where it is served."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_openapi3 import Info, OpenAPI

from violet import __version__
from violet.api.schemas.common import ErrorBody
from violet.api.support.error_handlers import on_invalid_input

DOCS_PREFIX = "/api/docs"
API_INFO = Info(
    title="VioletVibes API",
    version=__version__,
    description=(
        "The campus concierge for NYU students. Every path under /api/v1 also answers under /api. "
        "Every error has the shape of ErrorBody."
    ),
)
SECURITY_SCHEMES: dict[str, Any] = {"bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}}
SIGNED_IN: list[dict[str, list[str]]] = [{"bearer": []}]
OPTIONAL_USER: list[dict[str, list[str]]] = [{}, {"bearer": []}]
INVALID_INPUT = "400"


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
            validation_error_status=int(INVALID_INPUT),
            validation_error_model=ErrorBody,
            validation_error_callback=on_invalid_input,
            doc_ui=False,
            static_folder=None,
        )

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """As it is: no view or hook here is a coroutine, and Flask would ask that of each of them in every request."""
        return func

    def generate_spec_json(self) -> None:
        """As the library, but for errors: it takes every operation to refuse its input, with a list."""
        super().generate_spec_json()  # type: ignore[no-untyped-call]
        for item in self.spec_json["paths"].values():
            for operation in item.values():
                _describe_errors(operation)


def _describe_errors(operation: dict[str, Any]) -> None:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{ErrorBody.__name__}"}}}
    responses: dict[str, Any] = operation["responses"]
    if "requestBody" in operation or "parameters" in operation:
        responses[INVALID_INPUT] = {"description": "Something in the request is not right.", "content": content}
    else:
        responses.pop(INVALID_INPUT, None)
    responses["default"] = {"description": "Any other error.", "content": content}
