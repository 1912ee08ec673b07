"""Saved places, and what kind of place an activity was about."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade():
    key = sa.ForeignKey("users.id", name="fk_saved_places_user_id_users", ondelete="CASCADE")
    op.create_table(
        "saved_places",
        sa.Column("id", ID, nullable=False),
        sa.Column("user_id", ID, key, nullable=False),
        sa.Column("provider", sa.String(40), nullable=False),
        sa.Column("place_id", sa.String(300), nullable=False),
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_saved_places"),
        sa.UniqueConstraint("user_id", "place_id", name="uq_saved_places_user_id_place_id"),
        sqlite_autoincrement=True,
    )
    op.add_column("activity", sa.Column("category", sa.String(40)))


def downgrade():
    op.drop_column("activity", "category")
    op.drop_table("saved_places")
