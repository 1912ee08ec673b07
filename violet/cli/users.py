"""`flask users`: roles, and renewing encrypted fields after a change of keys."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup

from violet.errors import VioletError
from violet.services.accounts import personal_data, roles
from violet.services.deps import Deps

users_cli = AppGroup("users", help="Accounts: roles and encrypted fields.")


@users_cli.command("promote")
@click.argument("email")
def promote(email: str) -> None:
    """Make the account of EMAIL an admin."""
    _set_role(email, "admin")


@users_cli.command("demote")
@click.argument("email")
def demote(email: str) -> None:
    """Make the account of EMAIL an ordinary one again."""
    _set_role(email, "user")


@users_cli.command("reencrypt")
def reencrypt() -> None:
    """Put every encrypted field under the first of FIELD_ENCRYPTION_KEYS; the others can be dropped afterwards."""
    renewed, unreadable = personal_data.reencrypt(_deps())
    click.echo(f"Renewed {renewed} fields.")
    if unreadable:
        raise click.ClickException(f"{unreadable} fields fit none of the keys and were left alone.")


def _set_role(email: str, role: roles.Role) -> None:
    try:
        user_id = roles.set_role(_deps(), email, role)
    except VioletError as error:
        raise click.ClickException(error.message) from error
    click.echo(f"Account {user_id} is now: {role}.")


def _deps() -> Deps:
    deps: Deps = current_app.extensions["violet"]
    return deps
