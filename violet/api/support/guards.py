"""Who may call a route. Every view carries exactly one policy; a test looks for it.

The decorators only mark a view; the policy is enforced before the request's body is parsed, so that a stranger is told
to log in rather than what a good body looks like.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeVar, cast

from flask import Flask, current_app, g

from violet.api.support.request_context import container, this_request, this_scope
from violet.database import DATABASE_DOWN
from violet.domain.roles import Role
from violet.errors import EmailUnverified, Forbidden, Unauthorized
from violet.security.tokens import Claims
from violet.services.accounts.sessions import Caller, find_caller, verify_access

View = TypeVar("View", bound=Callable[..., Any])
Policy = Literal["public", "optional_user", "signed_in", "signed_in_unverified", "editor", "moderator", "admin"]
REFUSALS: dict[Role, str] = {
    "editor": "This is for editors.",
    "moderator": "This is for moderators.",
    "admin": "This is for administrators.",
}


def public(view: View) -> View:
    """Anybody; tokens are not looked at."""
    return _mark(view, "public")


def optional_user(view: View) -> View:
    """Anybody; a good token makes the caller known, a bad one is the same as none. So is a database that is down."""
    return _mark(view, "optional_user")


def signed_in(view: View) -> View:
    """Only with a good token: 401 otherwise, and 503 where the database is down."""
    return _mark(view, "signed_in")


def signed_in_unverified(view: View) -> View:
    """As `signed_in`, also while the e-mail address still has to be confirmed."""
    return _mark(view, "signed_in_unverified")


def editor(view: View) -> View:
    """Only who may edit the content of the request's campus: 401 without a good token, 403 with anybody else's."""
    return _mark(view, "editor")


def moderator(view: View) -> View:
    """Only who may moderate the request's campus: 401 without a good token, 403 with anybody else's."""
    return _mark(view, "moderator")


def admin(view: View) -> View:
    """Only administrators of the whole service: 401 without a good token, 403 with anybody else's."""
    return _mark(view, "admin")


def is_admin() -> bool:
    """Whether the caller of a `signed_in` view is an administrator, with a confirmed address."""
    caller = current_caller()
    return caller.account.role == "admin" and _confirmed(caller)


def current_user_id() -> int | None:
    caller = caller_if_known()
    return caller.account.id if caller else None


def current_caller() -> Caller:
    """In `signed_in` views."""
    return cast("Caller", g.caller)


def caller_if_known() -> Caller | None:
    return cast("Caller | None", g.get("caller"))


def known_caller() -> Caller | None:
    """Whoever sent a good token, also where the view's policy does not look at it."""
    return caller_if_known() if "caller" in g else _caller_if_known()


def token_claims() -> Claims | None:
    """What the request's access token says, where its signature is good. Reads no database: for rate limits."""
    scope = this_scope()
    if "claims" not in scope:
        scheme, _, token = this_request().environ.get("HTTP_AUTHORIZATION", "").partition(" ")
        scope.claims = verify_access(container().identity.tokens, token.strip()) if scheme.lower() == "bearer" else None
    return cast("Claims | None", scope.claims)


def register_guards(app: Flask) -> None:
    app.before_request(_enforce)


def _enforce() -> None:
    asked = this_request()
    if asked.method == "OPTIONS":  # a browser asks without a token what it may send
        return
    view = current_app.view_functions.get(asked.endpoint or "")
    policy: Policy | None = getattr(view, "auth_policy", None)
    if policy == "optional_user":
        g.caller = _caller_if_known()
    elif policy is not None and policy != "public":
        g.caller = _caller()
        if policy != "signed_in_unverified" and not _confirmed(g.caller):
            raise EmailUnverified
        if policy in REFUSALS and not _has_role(g.caller, policy):
            raise Forbidden(REFUSALS[policy])


def _has_role(caller: Caller, role: Role) -> bool:
    """Content and moderation belong to a campus; accounts, jobs and the trail to the whole service."""
    if role == "admin":
        return caller.account.role == "admin"
    return caller.account.may(role, container().campus.id)


def _caller() -> Caller:
    claims = token_claims()
    if claims is None:
        raise Unauthorized
    return find_caller(container().identity.people, claims)


def _caller_if_known() -> Caller | None:
    try:
        caller = _caller()
    except (Unauthorized, *DATABASE_DOWN):
        return None
    return caller if _confirmed(caller) else None


def _confirmed(caller: Caller) -> bool:
    return caller.account.email_verified or container().settings.email_verification == "off"


def _mark(view: View, policy: Policy) -> View:
    view.auth_policy = policy  # type: ignore[attr-defined]
    return view
