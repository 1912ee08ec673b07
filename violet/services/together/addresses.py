"""Where a contact is reached: one spelling for each number and address, and a mark to find it again."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache

from violet.errors import BadInput
from violet.services.accounts.addresses import normalize

E164 = re.compile(r"\+[1-9]\d{7,14}")
_DECORATION = re.compile(r"[\s().\-/\u2010-\u2015]")
# Country -> its calling code and how many digits a number has at home, the leading 0 included where there is one.
AT_HOME: Mapping[str, tuple[str, int, bool]] = {"US": ("1", 10, False), "CA": ("1", 10, False), "AU": ("61", 10, True)}
BAD_PHONE = "phone: Write the number with its country code, such as +1 212 555 0123."
_MARK_SALT = b"violet trusted contact"
_MARK_COST = 2**14


def phone_number(text: str, country: str) -> str:
    """In E.164. A number without a country code is one of the campus's country. Raises BadInput."""
    digits = _DECORATION.sub("", text)
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    code, length, has_zero = AT_HOME.get(country, ("", 0, False))
    if code and digits.isascii() and digits.isdigit():
        if len(digits) == length and digits.startswith("0") is has_zero:
            digits = f"+{code}{digits.removeprefix('0') if has_zero else digits}"
        elif len(digits) == length + 1 and not has_zero and digits.startswith(code):
            digits = f"+{digits}"
    if not digits.isascii() or not E164.fullmatch(digits):
        raise BadInput(BAD_PHONE, field="phone")
    return digits


def email_address(text: str) -> str:
    """Raises BadInput."""
    return normalize(text)


@lru_cache(maxsize=1000)
def mark_of(address: str) -> str:
    """Finds an address again that is stored encrypted. There are few enough telephone numbers to try them all, so it is
    slow to make (some 40 ms), and it has no key: what somebody stopped stays so when keys are replaced."""
    return hashlib.scrypt(address.encode(), salt=_MARK_SALT, n=_MARK_COST, r=8, p=1, dklen=32).hex()
