"""Jobs, the exports they make, and the audit log."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
TIME = sa.DateTime(timezone=True)


def upgrade():
    op.create_table(
        "jobs",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(60), nullable=False),
        sa.Column("user_id", ID, sa.ForeignKey("users.id", name="fk_jobs_user_id_users", ondelete="CASCADE")),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("arguments", DOCUMENT, nullable=False),
        sa.Column("unique_key", sa.String(150)),
        sa.Column("progress_done", sa.Integer()),
        sa.Column("progress_total", sa.Integer()),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("history", DOCUMENT, nullable=False),
        sa.Column("result", DOCUMENT),
        sa.Column("error_code", sa.String(60)),
        sa.Column("error_message", sa.String(300)),
        sa.Column("claim", sa.String(32)),
        sa.Column("lease_until", TIME),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("sent_at", TIME),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("started_at", TIME),
        sa.Column("finished_at", TIME),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
        sa.UniqueConstraint("unique_key", name="uq_jobs_unique_key"),
    )
    op.create_index("ix_jobs_state_due_at", "jobs", ["state", "due_at"])
    op.create_index("ix_jobs_created_at", "jobs", ["created_at"])
    op.create_index("ix_jobs_user_id", "jobs", ["user_id"])
    op.create_table(
        "exports",
        sa.Column(
            "job_id",
            sa.String(32),
            sa.ForeignKey("jobs.id", name="fk_exports_job_id_jobs", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column(
            "user_id",
            ID,
            sa.ForeignKey("users.id", name="fk_exports_user_id_users", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("job_id", name="pk_exports"),
    )
    op.create_index("ix_exports_user_id", "exports", ["user_id"])
    op.create_table(
        "audit_log",
        sa.Column("id", ID, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("actor_id", sa.BigInteger()),
        sa.Column("action", sa.String(60), nullable=False),
        sa.Column("object", sa.String(120), nullable=False),
        sa.Column("details", DOCUMENT, nullable=False),
        sa.Column("request_id", sa.String(128)),
        sa.PrimaryKeyConstraint("id", name="pk_audit_log"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_log_object", "audit_log", ["object"])


def downgrade():
    op.drop_table("audit_log")
    op.drop_table("exports")
    op.drop_table("jobs")
