"""Google's OAuth 2.0 token and revocation endpoints, with PKCE checked."""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.simulator.http import Request, Response, Route, json_response

LIFETIME_S = 3599
FORM = "application/x-www-form-urlencoded"


class GoogleOAuth:
    """`agree(url)` is the person at the consent screen: it answers the code that the browser comes back with. Modes:
    `revoked` (every refresh token is refused), `expired` (access tokens are not accepted until renewed)."""

    name = "google_oauth"
    latency_s = 0.1

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self._codes: dict[str, dict[str, str]] = {}
        self._refresh_tokens: dict[str, str] = {}
        self.access_tokens: set[str] = set()
        self._revoked = False

    def set_mode(self, options: Mapping[str, Any]) -> None:
        if unknown := set(options) - {"revoked", "expired"}:
            raise ValueError(f"google_oauth has no mode {', '.join(sorted(unknown))}")
        self._revoked = bool(options.get("revoked", self._revoked))
        if self._revoked or options.get("expired"):
            self.access_tokens.clear()

    def agree(self, authorization_url: str) -> str:
        """The code for an authorization address. Raises ValueError where Google would show an error page."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(authorization_url).query).items()}
        wanted = {
            "response_type": "code",
            "access_type": "offline",
            "prompt": "consent",
            "code_challenge_method": "S256",
        }
        wrong = [name for name, value in wanted.items() if query.get(name) != value]
        missing = {"client_id", "redirect_uri", "scope", "state", "code_challenge"} - set(query)
        if wrong or missing:
            raise ValueError(f"invalid_request: {wrong} {missing}")
        code = "4/" + secrets.token_urlsafe(16)
        self._codes[code] = query
        return code

    def routes(self) -> Sequence[Route]:
        return (Route("POST", "/token", self._token), Route("POST", "/revoke", self._revoke))

    def error(self, status: int) -> Response:
        return json_response({"error": "internal_failure", "error_description": "Internal error"}, status=status)

    def _token(self, request: Request, _match: object) -> Response:
        form = _form(request)
        if not form.get("client_id") or not form.get("client_secret"):
            return json_response({"error": "invalid_client"}, status=401)
        if form.get("grant_type") == "authorization_code":
            return self._exchange(form)
        if form.get("grant_type") == "refresh_token":
            return self._refresh(form)
        return json_response({"error": "unsupported_grant_type"}, status=400)

    def _exchange(self, form: Mapping[str, str]) -> Response:
        begun = self._codes.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        same = begun is not None and begun["redirect_uri"] == form.get("redirect_uri")
        if begun is None or not same or begun["code_challenge"] != challenge or begun["client_id"] != form["client_id"]:
            return _invalid_grant("Malformed auth code.")
        refresh_token = "1//" + secrets.token_urlsafe(16)
        self._refresh_tokens[refresh_token] = form["client_id"]
        return json_response({**self._access(begun["scope"]), "refresh_token": refresh_token})

    def _refresh(self, form: Mapping[str, str]) -> Response:
        owner = self._refresh_tokens.get(form.get("refresh_token", ""))
        if self._revoked or owner != form["client_id"]:
            return _invalid_grant("Token has been expired or revoked.")
        return json_response(self._access("https://www.googleapis.com/auth/calendar.events.readonly"))

    def _access(self, scope: str) -> dict[str, Any]:
        access_token = "ya29." + secrets.token_urlsafe(16)
        self.access_tokens.add(access_token)
        return {"access_token": access_token, "expires_in": LIFETIME_S, "scope": scope, "token_type": "Bearer"}

    def _revoke(self, request: Request, _match: object) -> Response:
        if self._refresh_tokens.pop(_form(request).get("token", ""), None) is None:
            return json_response({"error": "invalid_token"}, status=400)
        self.access_tokens.clear()
        return json_response({})


def _form(request: Request) -> dict[str, str]:
    if not request.headers.get("content-type", "").startswith(FORM):
        return {}
    return {name: values[0] for name, values in parse_qs(request.body.decode()).items()}


def _invalid_grant(description: str) -> Response:
    return json_response({"error": "invalid_grant", "error_description": description}, status=400)
