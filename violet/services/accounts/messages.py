"""The mails an account sends, and the signed tokens in them."""

from __future__ import annotations

from violet.domain.messages import MailMessage
from violet.security.tokens import Claims, TokenKind
from violet.services.accounts.account_ports import AccountPorts
from violet.words.catalog import say

RESET_SUBJECT = "Reset your VioletVibes password"
VERIFY_SUBJECT = "Confirm your e-mail address for VioletVibes"
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


def send_password_reset(ports: AccountPorts, *, user_id: int, email: str, password_version: int) -> None:
    """The token is good once: using it raises the account's password version, which it carries."""
    ttl_s = ports.here.settings.password_reset_ttl_s
    claims = Claims(user_id, version=password_version)
    token = ports.identity.tokens.sign(TokenKind.PASSWORD_RESET, claims, now=ports.here.clock(), ttl_s=ttl_s)
    link = ports.here.settings.password_reset_url.replace("{token}", token)
    text = say(RESET_TEXT, minutes=ttl_s // 60, link=link)
    ports.identity.mailer.send(MailMessage(to=email, subject=say(RESET_SUBJECT), text=text))


def send_verification(ports: AccountPorts, *, user_id: int, email: str) -> None:
    """The token is good until the address is confirmed."""
    claims, ttl_s = Claims(user_id), ports.here.settings.email_verification_ttl_s
    token = ports.identity.tokens.sign(TokenKind.EMAIL_VERIFICATION, claims, now=ports.here.clock(), ttl_s=ttl_s)
    text = say(VERIFY_TEXT, link=ports.here.settings.email_verification_url.replace("{token}", token))
    ports.identity.mailer.send(MailMessage(to=email, subject=say(VERIFY_SUBJECT), text=text))
