"""Inbox, outbox, preferences and RSVPs; the phones to notify become devices of a kind."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
TIME = sa.DateTime(timezone=True)


def _user_id(table, nullable=False):
    key = sa.ForeignKey("users.id", name=f"fk_{table}_user_id_users", ondelete="CASCADE")
    return sa.Column("user_id", ID, key, nullable=nullable)


def upgrade():
    op.create_table(
        "notifications",
        sa.Column("id", ID, nullable=False),
        _user_id("notifications"),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("subject", sa.String(80), nullable=False),
        sa.Column("occurrence", sa.String(80), nullable=False),
        sa.Column("title", sa.String(400), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("data", DOCUMENT, nullable=False),
        sa.Column("in_inbox", sa.Boolean(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("read_at", TIME),
        sa.PrimaryKeyConstraint("id", name="pk_notifications"),
        sa.UniqueConstraint(
            "user_id", "kind", "subject", "occurrence", name="uq_notifications_user_id_kind_subject_occurrence"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_notifications_user_id_id", "notifications", ["user_id", "id"])
    op.create_table(
        "outbox",
        sa.Column("id", ID, nullable=False),
        _user_id("outbox", nullable=True),
        sa.Column("recipient", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("subject", sa.String(80), nullable=False),
        sa.Column("channel", sa.String(10), nullable=False),
        sa.Column("target", sa.String(40), nullable=False),
        sa.Column("occurrence", sa.String(80), nullable=False),
        sa.Column("address", sa.Text()),
        sa.Column("title", sa.String(400), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("data", DOCUMENT, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claim", sa.String(32)),
        sa.Column("lease_until", TIME),
        sa.Column("provider", sa.String(20)),
        sa.Column("provider_id", sa.String(200)),
        sa.Column("reason", sa.String(80)),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("sent_at", TIME),
        sa.Column("check_at", TIME),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint(
            "kind", "subject", "recipient", "channel", "target", "occurrence",
            name="uq_outbox_kind_subject_recipient_channel_target_occurrence",
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_state_due_at", "outbox", ["state", "due_at"])
    op.create_index("ix_outbox_check_at", "outbox", ["check_at"])
    op.create_index("ix_outbox_user_id", "outbox", ["user_id"])
    op.create_table(
        "notification_preferences",
        _user_id("notification_preferences"),
        sa.Column("kinds", DOCUMENT, nullable=False),
        sa.Column("quiet_start", sa.String(5)),
        sa.Column("quiet_end", sa.String(5)),
        sa.PrimaryKeyConstraint("user_id", name="pk_notification_preferences"),
    )
    op.create_table(
        "rsvps",
        sa.Column("id", ID, nullable=False),
        _user_id("rsvps"),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("remind_minutes_before", sa.Integer()),
        sa.Column("walk_minutes", sa.Integer()),
        sa.Column("remind_at", TIME),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("starts_at", TIME, nullable=False),
        sa.Column("venue", sa.String(400)),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("updated_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_rsvps"),
        sa.UniqueConstraint("user_id", "event_id", name="uq_rsvps_user_id_event_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_rsvps_remind_at", "rsvps", ["remind_at"])
    op.create_index("ix_rsvps_event_id", "rsvps", ["event_id"])
    with op.batch_alter_table("notification_tokens") as table:
        table.add_column(sa.Column("kind", sa.String(10)))
        table.add_column(sa.Column("locale", sa.String(20)))
        table.add_column(sa.Column("created_at", TIME))


def downgrade():
    with op.batch_alter_table("notification_tokens") as table:
        table.drop_column("created_at")
        table.drop_column("locale")
        table.drop_column("kind")
    for name in ("rsvps", "notification_preferences", "outbox", "notifications"):
        op.drop_table(name)
