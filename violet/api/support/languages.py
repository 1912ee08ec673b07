"""The language of a request: the one it names, else what Accept-Language likes best of those spoken here."""

from __future__ import annotations

from typing import Any, Final

from flask import Flask, Request, Response, g

from violet.api.support.request_context import in_address, this_request, vary_by
from violet.domain.languages import ENGLISH, SPOKEN
from violet.errors import BadInput
from violet.words.catalog import speaking

PARAMETER: Final = "language"
API: Final = "/api"
# Whose bodies may name the language too.
NAMED_IN_BODY: Final = ("chat.", "chat_alias.")


def register_languages(app: Flask) -> None:
    app.before_request(_choose)
    app.after_request(_tell)


def named_language() -> str | None:
    """What the request asks for by name. Raises BadInput for a language that is not spoken."""
    asked = this_request()
    for value in (in_address(asked, PARAMETER), _in_body(asked)):
        if isinstance(value, str) and value.strip():
            code = value.strip().replace("_", "-").partition("-")[0].casefold()
            if code not in SPOKEN:
                raise BadInput(
                    f"There is no language {value.strip()[:20]!r}; there are {', '.join(SPOKEN)}.", field=PARAMETER
                )
            return code
    return None


def accepted_language() -> str | None:
    """What Accept-Language likes best of those spoken here; None where it says nothing of them."""
    asked = this_request()
    if "HTTP_ACCEPT_LANGUAGE" not in asked.environ:
        return None
    for value, quality in asked.accept_languages:
        code = value.replace("_", "-").partition("-")[0].casefold()
        if code in SPOKEN and quality > 0:
            return code
    return None


def _choose() -> None:
    asked, language = this_request(), accepted_language() or ENGLISH
    speaking.set(language)  # what is refused below is said in it
    if asked.path.startswith(API) and asked.url_rule is not None and (named := named_language()):
        language = named
        speaking.set(language)
    g.language = language


def _tell(response: Response) -> Response:
    """What is said depends on who asks."""
    if response.status_code >= 400:
        vary_by(response, "Accept-Language")
    return response


def _in_body(asked: Request) -> Any:
    if not (asked.endpoint or "").startswith(NAMED_IN_BODY) or not asked.is_json:
        return None
    body = asked.get_json(silent=True)
    return body.get(PARAMETER) if isinstance(body, dict) else None
