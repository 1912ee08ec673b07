"""Events, their sources, and linked calendars."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
TIME = sa.DateTime(timezone=True)


def upgrade():
    op.create_table(
        "events",
        sa.Column("id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("source", sa.String(60), nullable=False),
        sa.Column("source_id", sa.String(300), nullable=False),
        sa.Column("fingerprint", sa.String(32), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("starts_at", TIME, nullable=False),
        sa.Column("ends_at", TIME),
        sa.Column("over_at", TIME, nullable=False),
        sa.Column("all_day", sa.Boolean(), nullable=False),
        sa.Column("description", sa.Text()),
        sa.Column("venue", sa.String(400)),
        sa.Column("address", sa.String(400)),
        sa.Column("lat", sa.Float()),
        sa.Column("lng", sa.Float()),
        sa.Column("place_id", sa.String(100)),
        sa.Column("online", sa.Boolean(), nullable=False),
        sa.Column("organizer", sa.String(400)),
        sa.Column("url", sa.Text()),
        sa.Column("image", sa.Text()),
        sa.Column("price", sa.String(100)),
        sa.Column("free", sa.Boolean()),
        sa.Column("categories", DOCUMENT, nullable=False),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("shown_as", sa.BigInteger()),
        sa.Column("vector", sa.LargeBinary()),
        sa.Column("changed_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
        sa.UniqueConstraint("source", "source_id", name="uq_events_source_source_id"),
    )
    op.create_index("ix_events_starts_at_over_at", "events", ["starts_at", "over_at"])
    op.create_index("ix_events_over_at", "events", ["over_at"])
    op.create_index("ix_events_shown_as", "events", ["shown_as"])
    op.create_table(
        "event_sources",
        sa.Column("source", sa.String(60), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("attempted_at", TIME),
        sa.Column("succeeded_at", TIME),
        sa.Column("next_at", TIME),
        sa.Column("failure", sa.String(60)),
        sa.Column("failures_in_row", sa.Integer(), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("rejected", DOCUMENT, nullable=False),
        sa.Column("rejected_examples", DOCUMENT, nullable=False),
        sa.Column("validators", DOCUMENT),
        sa.PrimaryKeyConstraint("source", name="pk_event_sources"),
    )
    op.create_table(
        "calendar_links",
        sa.Column("id", ID, nullable=False),
        sa.Column(
            "user_id",
            ID,
            sa.ForeignKey("users.id", name="fk_calendar_links_user_id_users", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("sealed", sa.Text()),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("linked_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_calendar_links"),
        sa.UniqueConstraint("user_id", "kind", name="uq_calendar_links_user_id_kind"),
        sqlite_autoincrement=True,
    )


def downgrade():
    op.drop_table("calendar_links")
    op.drop_table("event_sources")
    op.drop_table("events")
