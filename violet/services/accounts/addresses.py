"""E-mail addresses: one spelling for each, and who may sign up with which."""

from __future__ import annotations

from collections.abc import Sequence

from email_validator import EmailNotValidError, validate_email

from violet.errors import BadInput


def normalize(email: str) -> str:
    """Lower case, no spaces around, the domain in ASCII. Letters beyond ASCII before the @ are refused, so that an
    address that only looks like another is never taken for it. Raises BadInput."""
    try:
        checked = validate_email(email.strip(), check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        raise BadInput("That does not look like an e-mail address.", field="email") from None
    return (checked.ascii_email or checked.normalized).lower()


def normalize_or_none(email: str) -> str | None:
    """For log-in and the like, where an address that cannot exist is no different from one that does not."""
    try:
        return normalize(email)
    except BadInput:
        return None


def require_allowed_domain(email: str, domains: Sequence[str]) -> None:
    """Raises BadInput where sign-up is for certain domains and this is none of them."""
    allowed = [domain.lower().lstrip("@") for domain in domains]
    if allowed and email.rpartition("@")[2] not in allowed:
        raise BadInput(f"Please sign up with an address at {' or '.join(allowed)}.", field="email")
