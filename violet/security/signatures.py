"""Signatures of messages that others send us. A leaf, pure."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping


def is_signed_by_twilio(signature: str, token: str, url: str, fields: Mapping[str, str]) -> bool:
    """Whether `signature` (X-Twilio-Signature) is of this form sent to `url`: HMAC-SHA1 under the account's token of
    the address and of every field's name and value, sorted by name, in base64."""
    signed = url + "".join(f"{name}{fields[name]}" for name in sorted(fields))
    wanted = base64.b64encode(hmac.new(token.encode(), signed.encode(), hashlib.sha1).digest())
    return hmac.compare_digest(wanted, signature.encode())
