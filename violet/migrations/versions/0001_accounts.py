"""Accounts: users, log-ins, activity and the phones to notify."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
TIME = sa.DateTime(timezone=True)


def upgrade():
    op.create_table(
        "users",
        sa.Column("id", ID, nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("email_verified_at", TIME),
        sa.Column("password_hash", sa.String(200), nullable=False),
        sa.Column("password_version", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("first_name", sa.String(100)),
        sa.Column("home_address", sa.Text()),
        sa.Column("preferences", DOCUMENT, nullable=False),
        sa.Column("settings", DOCUMENT, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_users"),
        sa.UniqueConstraint("email", name="uq_users_email"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "login_sessions",
        sa.Column("id", sa.String(32), nullable=False),
        _user_id("login_sessions"),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_login_sessions"),
    )
    op.create_index("ix_login_sessions_user_id", "login_sessions", ["user_id"])
    op.create_table(
        "activity",
        sa.Column("id", ID, nullable=False),
        _user_id("activity"),
        sa.Column("type", sa.String(50), nullable=False),
        sa.Column("place_id", sa.String(300)),
        sa.Column("name", sa.String(300)),
        sa.Column("vibe", sa.String(50)),
        sa.Column("score", sa.Float()),
        sa.Column("created_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_activity"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_activity_user_id_id", "activity", ["user_id", "id"])
    op.create_table(
        "notification_tokens",
        sa.Column("id", ID, nullable=False),
        _user_id("notification_tokens"),
        sa.Column(
            "session_id",
            sa.String(32),
            sa.ForeignKey(
                "login_sessions.id", name="fk_notification_tokens_session_id_login_sessions", ondelete="CASCADE"
            ),
            nullable=False,
        ),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("updated_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_notification_tokens"),
        sa.UniqueConstraint("fingerprint", name="uq_notification_tokens_fingerprint"),
    )
    op.create_index("ix_notification_tokens_user_id", "notification_tokens", ["user_id"])
    op.create_index("ix_notification_tokens_session_id", "notification_tokens", ["session_id"])


def downgrade():
    op.drop_table("notification_tokens")
    op.drop_table("activity")
    op.drop_table("login_sessions")
    op.drop_table("users")


def _user_id(table):
    """The owner: the row goes with the account."""
    foreign_key = sa.ForeignKey("users.id", name=f"fk_{table}_user_id_users", ondelete="CASCADE")
    return sa.Column("user_id", ID, foreign_key, nullable=False)
