"""Walks that people keep."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade():
    key = sa.ForeignKey("users.id", name="fk_saved_loops_user_id_users", ondelete="CASCADE")
    op.create_table(
        "saved_loops",
        sa.Column("id", ID, nullable=False),
        sa.Column("user_id", ID, key, nullable=False),
        sa.Column("campus", sa.String(40), nullable=False),
        sa.Column("mark", sa.String(64), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_saved_loops"),
        sa.UniqueConstraint("user_id", "mark", name="uq_saved_loops_user_id_mark"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_saved_loops_mark", "saved_loops", ["mark"])


def downgrade():
    op.drop_index("ix_saved_loops_mark", table_name="saved_loops")
    op.drop_table("saved_loops")
