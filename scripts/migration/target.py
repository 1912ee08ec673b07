"""The PostgreSQL side: whether it may be moved into, and its tables."""

from __future__ import annotations

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import upgrade
from sqlalchemy import Connection, Engine, create_engine, func, inspect, select
from sqlalchemy.exc import OperationalError

from scripts.migration.bookkeeping import Bookkeeping
from scripts.migration.errors import RefusalError
from scripts.migration.source import Source, SourceKind
from violet.app import create_app
from violet.database import MIGRATIONS, engine_options, one_migration_at_a_time
from violet.extensions import db
from violet.models import User
from violet.settings import Settings


def connect(settings: Settings) -> Engine:
    """An engine with the app's own options. Raises RefusalError where the URL is not of a PostgreSQL that answers."""
    if not settings.database_url.startswith("postgresql"):
        raise RefusalError("--target must be a postgresql:// URL.")
    engine = create_engine(settings.database_url, **engine_options(settings))
    try:
        engine.connect().close()
    except OperationalError:
        raise RefusalError("The target database does not answer, or does not let us in.") from None
    return engine


def has_tables(connection: Connection) -> bool:
    """Whether our tables are there and of this version."""
    return MigrationContext.configure(connection).get_current_revision() == _head()


def prepare(settings: Settings, engine: Engine) -> None:
    """Brings the target's tables up to date, as the server's release step does."""
    with engine.connect() as connection:
        if has_tables(connection):
            return
    app = create_app(settings)
    with app.app_context():
        with one_migration_at_a_time(db.engine):
            upgrade()
        db.engine.dispose()


def require_same_version(source: Source) -> None:
    """A database of this project must be of this version. Raises RefusalError."""
    if source.kind is SourceKind.OWN and source.fetch("SELECT version_num FROM alembic_version") != [(_head(),)]:
        raise RefusalError(
            "The source is of another version of this project: bring a copy of it up to date first "
            "(DATABASE_URL=sqlite:///copy.db flask --app violet.wsgi db upgrade)."
        )


def require_room(connection: Connection, book: Bookkeeping, *, others_allowed: bool) -> None:
    """Raises RefusalError where the target holds users that did not come from this source."""
    if others_allowed or book.knows(connection) or not inspect(connection).has_table(User.__tablename__):
        return
    others = connection.execute(select(func.count()).select_from(User)).scalar_one()
    if book.other_unfinished(connection):
        raise RefusalError(
            f"The target holds {others} users of a migration that was begun from another state of the source. With "
            "--allow-other-users those stay as they are and the rest is added."
        )
    if others:
        raise RefusalError(
            f"The target already holds {others} users. With --allow-other-users those stay as they are, and rows whose "
            "id or e-mail address is taken are rejected."
        )


def _head() -> str | None:
    return ScriptDirectory(str(MIGRATIONS)).get_current_head()
