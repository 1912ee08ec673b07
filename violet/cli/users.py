"""`flask users`: roles, and renewing encrypted fields after a change of keys."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup

from violet.container import Container
from violet.domain.roles import ROLES, Role
from violet.errors import VioletError
from violet.services import privacy
from violet.services.accounts import roles

users_cli = AppGroup("users", help="Accounts: roles and encrypted fields.")


@users_cli.command("promote")
@click.argument("email")
@click.option("--role", type=click.Choice(ROLES), default="admin", show_default=True, help="The role to give.")
@click.option("--campus", metavar="ID", help="Where it holds; everywhere without it.")
def promote(email: str, role: Role, campus: str | None) -> None:
    """Give the account of EMAIL a role."""
    known = _campuses()
    if campus is not None and campus not in known:
        raise click.BadParameter(f"there is no campus {campus}; there are {', '.join(known)}", param_hint="--campus")
    _set_role(email, roles.Grant(role, campus))


@users_cli.command("demote")
@click.argument("email")
@click.option("--campus", metavar="ID", help="Take only the role at this campus.")
def demote(email: str, campus: str | None) -> None:
    """Make the account of EMAIL an ordinary one again."""
    _set_role(email, roles.Grant("user", campus))


@users_cli.command("reencrypt")
def reencrypt() -> None:
    """Put every encrypted field under the first of FIELD_ENCRYPTION_KEYS; the others can be dropped afterwards."""
    renewed, unreadable = privacy.reencrypt(_container().identity.cipher)
    click.echo(f"Renewed {renewed} fields.")
    if unreadable:
        raise click.ClickException(f"{unreadable} fields fit none of the keys and were left alone.")


def _set_role(email: str, grant: roles.Grant) -> None:
    try:
        user_id = roles.set_role(_container().identity.people, email, grant, at=_container().clock())
    except VioletError as error:
        raise click.ClickException(error.message) from error
    where = f" at {grant.campus}" if grant.campus else ""
    click.echo(f"Account {user_id} is now: {grant.role}{where}.")


def _campuses() -> list[str]:
    return list(_container().campuses)


def _container() -> Container:
    container: Container = current_app.extensions["violet"]
    return container
