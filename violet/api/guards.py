"""Who may call a route. Every view carries exactly one policy; a test looks for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Literal, TypeVar, cast

from flask import g

View = TypeVar("View", bound=Callable[..., Any])
Policy = Literal["public", "optional_user", "signed_in"]


def public(view: View) -> View:
    """Anybody; tokens are not looked at."""
    return _mark(view, "public")


def optional_user(view: View) -> View:
    """Anybody; a good token makes the caller known, a bad one is the same as none."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        g.user_id = None
        return view(*args, **kwargs)

    return _mark(cast(View, guarded), "optional_user")


def current_user_id() -> int | None:
    return cast("int | None", g.get("user_id"))


def _mark(view: View, policy: Policy) -> View:
    view.auth_policy = policy  # type: ignore[attr-defined]
    return view
