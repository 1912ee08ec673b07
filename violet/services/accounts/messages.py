"""The mails an account sends, and the signed tokens in them."""

from __future__ import annotations

from violet.ports import MailMessage
from violet.security.tokens import Claims, TokenKind
from violet.services.deps import Deps

RESET_TEXT = """\
Somebody asked to reset the password of your VioletVibes account. If it was you, open this link within
{minutes} minutes:

{link}

If it was not you, there is nothing to do: your password stays as it is.
"""
VERIFY_TEXT = """\
Welcome to VioletVibes. Please confirm that this is your address:

{link}

If you did not sign up, ignore this message.
"""


def send_password_reset(deps: Deps, *, user_id: int, email: str, password_version: int) -> None:
    """The token is good once: using it raises the account's password version, which it carries."""
    ttl_s = deps.settings.password_reset_ttl_s
    claims = Claims(user_id, version=password_version)
    token = deps.tokens.sign(TokenKind.PASSWORD_RESET, claims, now=deps.clock(), ttl_s=ttl_s)
    link = deps.settings.password_reset_url.replace("{token}", token)
    text = RESET_TEXT.format(minutes=ttl_s // 60, link=link)
    deps.mailer.send(MailMessage(to=email, subject="Reset your VioletVibes password", text=text))


def send_verification(deps: Deps, *, user_id: int, email: str) -> None:
    """The token is good until the address is confirmed."""
    claims, ttl_s = Claims(user_id), deps.settings.email_verification_ttl_s
    token = deps.tokens.sign(TokenKind.EMAIL_VERIFICATION, claims, now=deps.clock(), ttl_s=ttl_s)
    text = VERIFY_TEXT.format(link=deps.settings.email_verification_url.replace("{token}", token))
    deps.mailer.send(MailMessage(to=email, subject="Confirm your e-mail address for VioletVibes", text=text))
