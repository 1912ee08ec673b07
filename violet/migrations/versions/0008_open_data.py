"""Rows of open data as places, and how each data set is doing."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
TIME = sa.DateTime(timezone=True)


def upgrade():
    op.create_table(
        "open_rows",
        sa.Column("id", ID, nullable=False),
        sa.Column("campus", sa.String(60), nullable=False),
        sa.Column("dataset", sa.String(60), nullable=False),
        sa.Column("key", sa.String(300), nullable=False),
        sa.Column("place_id", sa.String(120), nullable=False),
        sa.Column("site", sa.String(60), nullable=False),
        sa.Column("fields", DOCUMENT, nullable=False),
        sa.Column("fingerprint", sa.String(32), nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
        sa.Column("missed", sa.Integer(), nullable=False),
        sa.Column("archived_at", TIME),
        sa.PrimaryKeyConstraint("id", name="pk_open_rows"),
        sa.UniqueConstraint("campus", "dataset", "key", name="uq_open_rows_campus_dataset_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_open_rows_campus_archived_at", "open_rows", ["campus", "archived_at"])
    op.create_table(
        "open_datasets",
        sa.Column("campus", sa.String(60), nullable=False),
        sa.Column("dataset", sa.String(60), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("attempted_at", TIME),
        sa.Column("succeeded_at", TIME),
        sa.Column("next_at", TIME),
        sa.Column("failure", sa.String(60)),
        sa.Column("failures_in_row", sa.Integer(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("refused", DOCUMENT, nullable=False),
        sa.Column("columns", DOCUMENT, nullable=False),
        sa.Column("drift", DOCUMENT),
        sa.Column("seen", DOCUMENT),
        sa.PrimaryKeyConstraint("campus", "dataset", name="pk_open_datasets"),
    )


def downgrade():
    op.drop_table("open_datasets")
    op.drop_index("ix_open_rows_campus_archived_at", table_name="open_rows")
    op.drop_table("open_rows")
