"""`flask config`: whether the settings would do for production, and keys for them."""

from __future__ import annotations

import secrets

import click
from cryptography.fernet import Fernet
from flask import current_app
from flask.cli import AppGroup

from violet.container import Container
from violet.production import production_problems

config_cli = AppGroup("config", help="Check the settings, and make keys for them.")


@config_cli.command("check")
def check() -> None:
    """List what is wrong with the settings for production.

    In production with a problem no command gets this far: violet prints the same list and exits with 1.
    """
    container: Container = current_app.extensions["violet"]
    problems = production_problems(container.settings)
    if not problems:
        click.echo("The settings are fit for production.")
        return
    click.echo(f"Fine for {container.settings.environment}. Production would not start:")
    for problem in problems:
        click.echo(f"  - {problem}")


@config_cli.command("make-key")
def make_key() -> None:
    """Print a fresh key for FIELD_ENCRYPTION_KEYS and a fresh JWT_SECRET."""
    click.echo(f"FIELD_ENCRYPTION_KEYS={Fernet.generate_key().decode()}")
    click.echo(f"JWT_SECRET={secrets.token_urlsafe(48)}")
