"""`flask release`: what `scripts/release` runs before a new version serves."""

from __future__ import annotations

import click
import flask_migrate
from flask.cli import with_appcontext

from violet.services.health import state_of_tables


@click.command("release")
@with_appcontext
def release() -> None:
    """Bring the database up to date; one that a newer version made is left as it is."""
    if state_of_tables() == "ahead":
        click.echo("The database is newer than this version, which can serve with it: nothing was changed.")
        return
    flask_migrate.upgrade()
