"""`flask release`: what `scripts/release` runs before a new version serves."""

from __future__ import annotations

import click
import flask_migrate
from flask.cli import with_appcontext
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from violet.database import DATABASE_DOWN, one_migration_at_a_time
from violet.extensions import db
from violet.observability.reasons import why
from violet.services.health import state_of_tables


@click.command("release")
@with_appcontext
def release() -> None:
    """Bring the database up to date; one that a newer version made is left as it is. Of several at once, one works and
    the others wait and find it done."""
    try:
        # Not by the server's own pool, which only says later on that it was refused before.
        create_engine(db.engine.url, poolclass=NullPool).connect().close()
        with one_migration_at_a_time(db.engine):
            _bring_up_to_date()
    except DATABASE_DOWN as error:
        click.echo("The database could not be brought up to date.", err=True)
        click.echo(f"Why: {why(error)}", err=True)
        click.echo("Look at DATABASE_URL; `flask --app violet.wsgi violet doctor` says what else is away.", err=True)
        raise SystemExit(1) from None


def _bring_up_to_date() -> None:
    if state_of_tables() == "ahead":
        click.echo("The database is newer than this version, which can serve with it: nothing was changed.")
        return
    flask_migrate.upgrade()
