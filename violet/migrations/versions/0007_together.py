"""Rooms, polls, trusted contacts and safe walks."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
TIME = sa.DateTime(timezone=True)
NEWEST_FIRST = (
    "poll_votes",
    "walk_contacts",
    "walk_alerts",
    "poll_options",
    "walks",
    "room_reports",
    "room_members",
    "position_shares",
    "polls",
    "contacts",
    "stopped_addresses",
    "rooms",
)


def upgrade():
    op.create_table(
        "rooms",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("campus", sa.String(40), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("generated", sa.String(80)),
        sa.Column("code", sa.String(12), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_rooms"),
        sa.UniqueConstraint("campus", "generated", name="uq_rooms_campus_generated"),
        sa.UniqueConstraint("code", name="uq_rooms_code"),
    )
    op.create_index("ix_rooms_expires_at", "rooms", ["expires_at"])
    op.create_table(
        "stopped_addresses",
        sa.Column("mark", sa.String(64), nullable=False),
        sa.Column("stopped_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("mark", name="pk_stopped_addresses"),
    )
    op.create_table(
        "contacts",
        sa.Column("id", ID, nullable=False),
        sa.Column("user_id", ID, nullable=False),
        sa.Column("channel", sa.String(10), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("mark", sa.String(64), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_contacts_user_id_users", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_contacts"),
        sa.UniqueConstraint("token_hash", name="uq_contacts_token_hash"),
        sa.UniqueConstraint("user_id", "mark", name="uq_contacts_user_id_mark"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_contacts_mark", "contacts", ["mark"])
    op.create_table(
        "polls",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("room_id", sa.String(32), nullable=False),
        sa.Column("author_id", ID),
        sa.Column("question", sa.String(200), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("closes_at", TIME),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name="fk_polls_author_id_users", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], name="fk_polls_room_id_rooms", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_polls"),
    )
    op.create_index("ix_polls_author_id", "polls", ["author_id"])
    op.create_index("ix_polls_room_id", "polls", ["room_id"])
    op.create_table(
        "position_shares",
        sa.Column("id", ID, nullable=False),
        sa.Column("user_id", ID, nullable=False),
        sa.Column("room_id", sa.String(32), nullable=False),
        sa.Column("room_name", sa.String(80), nullable=False),
        sa.Column("from_at", TIME, nullable=False),
        sa.Column("until_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_position_shares_user_id_users", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_position_shares"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_position_shares_until_at", "position_shares", ["until_at"])
    op.create_index("ix_position_shares_user_id_room_id", "position_shares", ["user_id", "room_id"])
    op.create_table(
        "room_members",
        sa.Column("room_id", sa.String(32), nullable=False),
        sa.Column("user_id", ID, nullable=False),
        sa.Column("joined_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], name="fk_room_members_room_id_rooms", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_room_members_user_id_users", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("room_id", "user_id", name="pk_room_members"),
    )
    op.create_index("ix_room_members_user_id", "room_members", ["user_id"])
    op.create_table(
        "room_reports",
        sa.Column("id", ID, nullable=False),
        sa.Column("room_id", sa.String(32), nullable=False),
        sa.Column("user_id", ID, nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("text", sa.String(500)),
        sa.Column("created_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_room_reports_user_id_users", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_room_reports"),
        sa.UniqueConstraint("room_id", "user_id", name="uq_room_reports_room_id_user_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_room_reports_user_id", "room_reports", ["user_id"])
    op.create_table(
        "walks",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("user_id", ID, nullable=False),
        sa.Column("campus", sa.String(40), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("destination", sa.Text(), nullable=False),
        sa.Column("pin", sa.Text(), nullable=False),
        sa.Column("pin_failures", sa.Integer(), nullable=False),
        sa.Column("confirm_arrival", sa.Boolean(), nullable=False),
        sa.Column("share", sa.Text(), nullable=False),
        sa.Column("share_hash", sa.String(64), nullable=False),
        sa.Column("started_at", TIME, nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("grace_minutes", sa.Integer(), nullable=False),
        sa.Column("escalates_at", TIME, nullable=False),
        sa.Column("near_since", TIME),
        sa.Column("position_at", TIME),
        sa.Column("updated_at", TIME, nullable=False),
        sa.Column("ended_at", TIME),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_walks_user_id_users", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_walks"),
        sa.UniqueConstraint("share_hash", name="uq_walks_share_hash"),
    )
    op.create_index("ix_walks_ended_at", "walks", ["ended_at"])
    op.create_index("ix_walks_state_due_at", "walks", ["state", "due_at"])
    op.create_index("ix_walks_user_id", "walks", ["user_id"])
    op.create_table(
        "poll_options",
        sa.Column("id", ID, nullable=False),
        sa.Column("poll_id", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(300), nullable=False),
        sa.Column("card", DOCUMENT),
        sa.ForeignKeyConstraint(["poll_id"], ["polls.id"], name="fk_poll_options_poll_id_polls", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_poll_options"),
        sa.UniqueConstraint("poll_id", "number", name="uq_poll_options_poll_id_number"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "walk_alerts",
        sa.Column("id", ID, nullable=False),
        sa.Column("walk_id", sa.String(32), nullable=False),
        sa.Column("stage", sa.String(10), nullable=False),
        sa.Column("contact_id", ID, nullable=False),
        sa.Column("channel", sa.String(10), nullable=False),
        sa.Column("outbox_id", ID),
        sa.Column("unreachable", sa.Boolean(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name="fk_walk_alerts_contact_id_contacts", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["outbox_id"], ["outbox.id"], name="fk_walk_alerts_outbox_id_outbox", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["walk_id"], ["walks.id"], name="fk_walk_alerts_walk_id_walks", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_walk_alerts"),
        sa.UniqueConstraint(
            "walk_id", "stage", "contact_id", "channel", name="uq_walk_alerts_walk_id_stage_contact_id_channel"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_walk_alerts_contact_id", "walk_alerts", ["contact_id"])
    op.create_index("ix_walk_alerts_outbox_id", "walk_alerts", ["outbox_id"])
    op.create_table(
        "walk_contacts",
        sa.Column("walk_id", sa.String(32), nullable=False),
        sa.Column("contact_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name="fk_walk_contacts_contact_id_contacts", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["walk_id"], ["walks.id"], name="fk_walk_contacts_walk_id_walks", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("walk_id", "contact_id", name="pk_walk_contacts"),
    )
    op.create_index("ix_walk_contacts_contact_id", "walk_contacts", ["contact_id"])
    op.create_table(
        "poll_votes",
        sa.Column("option_id", ID, nullable=False),
        sa.Column("user_id", ID, nullable=False),
        sa.Column("voted_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["option_id"], ["poll_options.id"], name="fk_poll_votes_option_id_poll_options", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_poll_votes_user_id_users", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("option_id", "user_id", name="pk_poll_votes"),
    )
    op.create_index("ix_poll_votes_user_id", "poll_votes", ["user_id"])


def downgrade():
    for name in NEWEST_FIRST:
        op.drop_table(name)
