"""Signing up, logging in and out, tokens, and getting back in."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask_openapi3 import APIBlueprint, Tag

from violet.api.schemas.accounts import (
    ForgotPasswordBody,
    LogInAnswer,
    LogInBody,
    RefreshBody,
    ResetPasswordBody,
    SignUpBody,
    StatusAnswer,
    TokensAnswer,
    VerifyEmailBody,
)
from violet.api.schemas.people import ConfirmBody, ConfirmedAnswer
from violet.api.support.documentation import SIGNED_IN, errors
from violet.api.support.guards import current_caller, public, signed_in_unverified
from violet.api.support.limits import limits
from violet.api.support.openapi import operation_id
from violet.api.support.request_context import container
from violet.api.support.sessions import given_session_id, rotate_session
from violet.services.accounts import authentication, confirmation, passwords, registration, sessions
from violet.services.accounts.account import Account
from violet.services.together import positions

auth_api = APIBlueprint(
    "auth", __name__, operation_id_callback=operation_id, url_prefix="/auth", abp_tags=[Tag(name="auth")]
)

OK = {"status": "ok"}


@auth_api.post("/signup", responses={201: LogInAnswer, **errors(400, 409, 429)})
@public
@limits.sign_up
def sign_up(body: SignUpBody) -> tuple[dict[str, Any], int]:
    """Make an account and log in."""
    session_id = given_session_id(body.session_id)
    pair, account = registration.sign_up(
        container().accounts,
        email=body.email,
        password=body.password,
        first_name=body.first_name,
        session_id=session_id,
    )
    rotate_session(session_id)
    return _logged_in(pair, account), HTTPStatus.CREATED


@auth_api.post("/login", responses={200: LogInAnswer, **errors(400, 401, 429)})
@public
@limits.log_in
def log_in(body: LogInBody) -> dict[str, Any]:
    """Log in with e-mail and password."""
    session_id = given_session_id(body.session_id)
    pair, account = authentication.log_in(
        container().accounts, email=body.email, password=body.password, session_id=session_id
    )
    rotate_session(session_id)
    return _logged_in(pair, account)


@auth_api.post("/refresh", responses={200: TokensAnswer, **errors(400, 401, 429)})
@public
@limits.refresh
def refresh(body: RefreshBody) -> dict[str, Any]:
    """New tokens for a refresh token, which is good once: using it again closes the log-in."""
    return _tokens(sessions.refresh(container().accounts, body.refresh_token))


@auth_api.post("/logout", security=SIGNED_IN, responses={200: StatusAnswer, **errors(401)})
@signed_in_unverified
def log_out() -> dict[str, Any]:
    """Close this log-in; its tokens end at once."""
    session_id = given_session_id()
    sessions.log_out(container().accounts, current_caller(), session_id)
    positions.stop_by_session(container().together, current_caller().account.id, current_caller().session_id)
    rotate_session(session_id)
    return OK


@auth_api.post("/logout_all", security=SIGNED_IN, responses={200: StatusAnswer, **errors(401)})
@signed_in_unverified
def log_out_all() -> dict[str, Any]:
    """Close every log-in of this account, on all devices."""
    session_id = given_session_id()
    sessions.log_out_all(container().accounts, current_caller(), session_id)
    positions.stop_everywhere(container().together, current_caller().account.id)
    rotate_session(session_id)
    return OK


@auth_api.post("/password/forgot", responses={200: StatusAnswer, **errors(400, 429)})
@public
@limits.mail
def forgot_password(body: ForgotPasswordBody) -> dict[str, Any]:
    """Mail a link to reset the password, if there is such an account; the answer is the same if there is none."""
    passwords.request_reset(container().accounts, email=body.email)
    return OK | {"message": "If there is an account with that e-mail, a link to reset the password is on its way."}


@auth_api.post("/password/reset", responses={200: StatusAnswer, **errors(400, 429)})
@public
@limits.secrets
def reset_password(body: ResetPasswordBody) -> dict[str, Any]:
    """Set a new password with the token from the mail. Every log-in of the account is closed."""
    passwords.reset(container().accounts, token=body.token, new=body.password)
    return OK | {"message": "Your password is changed. Please log in with the new one."}


@auth_api.post("/email/verify", responses={200: StatusAnswer, **errors(400, 429)})
@public
@limits.secrets
def verify_email(body: VerifyEmailBody) -> dict[str, Any]:
    """Confirm the e-mail address with the token from the mail."""
    registration.verify_email(container().accounts, body.token)
    return OK | {"message": "Thank you, your e-mail address is confirmed."}


@auth_api.post("/email/resend", security=SIGNED_IN, responses={200: StatusAnswer, **errors(401, 429)})
@signed_in_unverified
@limits.resend
def resend_verification() -> dict[str, Any]:
    """Mail the link that confirms the address once more."""
    registration.resend_verification(container().accounts, current_caller().account)
    return OK


@auth_api.post(
    "/reauthenticate",
    security=SIGNED_IN,
    responses={200: ConfirmedAnswer, **errors(400, 401, 403, 429)},
    operation_id="reauthenticate",
)
@signed_in_unverified
@limits.password_check
def reauthenticate(body: ConfirmBody) -> dict[str, Any]:
    """Confirm the password, for what cannot be taken lightly: good for ten minutes on this device."""
    good_until = confirmation.confirm(container().accounts, current_caller(), password=body.password)
    return OK | {"good_until": good_until}


def _logged_in(pair: sessions.TokenPair, account: Account) -> dict[str, Any]:
    return _tokens(pair) | {"user": account.wire(container().identity.cipher)}


def _tokens(pair: sessions.TokenPair) -> dict[str, Any]:
    return {"token": pair.token, "refresh_token": pair.refresh_token}
