"""Which passwords we take: long enough, not among the commonest, not the person's own address."""

from __future__ import annotations

from functools import cache

from violet.errors import BadInput

MIN_LENGTH = 8
MAX_LENGTH = 1024
LONG = 20


def require_acceptable(password: str, email: str, *, field: str = "password") -> None:
    """Raises BadInput with a sentence that says what to change (after NIST SP 800-63B, section 5.1.1.2)."""
    if len(password) < MIN_LENGTH:
        raise BadInput(f"Please choose a password of at least {MIN_LENGTH} characters.", field=field)
    if len(password) > MAX_LENGTH:
        raise BadInput(f"Please choose a password of at most {MAX_LENGTH} characters.", field=field)
    plain = password.strip().lower()
    monotonous = len(plain) < LONG and len(set(plain)) < 3
    if plain in _common() or plain in {email, email.partition("@")[0]} or monotonous:
        raise BadInput("That password is too easy to guess. Please choose another one.", field=field)


@cache
def _common() -> frozenset[str]:
    """The 30,000 commonest passwords of zxcvbn's list that are long enough to get here; loaded when first needed."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    return frozenset(word for word in FREQUENCY_LISTS["passwords"] if len(word) >= MIN_LENGTH)
