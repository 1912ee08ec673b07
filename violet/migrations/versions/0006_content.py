"""Content and its history, reports and feedback, roles at one campus, suspension, and the audit log as a chain."""

import hashlib
from datetime import UTC

import orjson
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
TIME = sa.DateTime(timezone=True)
FIRST = "0" * 64


def _to(table, column, target="users", *, ondelete="SET NULL"):
    return sa.ForeignKey(f"{target}.id", name=f"fk_{table}_{column}_{target}", ondelete=ondelete)


def upgrade():
    op.create_table(
        "documents",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("campus", sa.String(60), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("subject", sa.String(120), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("live_version", sa.Integer()),
        sa.Column("reviewed_version", sa.Integer()),
        sa.Column("review_note", sa.Text()),
        sa.Column("author_id", ID, _to("documents", "author_id")),
        sa.Column("reviewer_id", ID, _to("documents", "reviewer_id")),
        sa.Column("publish_at", TIME),
        sa.Column("unpublish_at", TIME),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("updated_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
        sa.UniqueConstraint("campus", "kind", "subject", name="uq_documents_campus_kind_subject"),
    )
    for column in ("publish_at", "unpublish_at", "author_id", "reviewer_id"):
        op.create_index(f"ix_documents_{column}", "documents", [column])
    op.create_table(
        "document_versions",
        sa.Column(
            "document_id",
            sa.String(32),
            _to("document_versions", "document_id", "documents", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("data", DOCUMENT, nullable=False),
        sa.Column("schema_version", sa.Integer(), nullable=False),
        sa.Column("author_id", ID, _to("document_versions", "author_id")),
        sa.Column("source_version", sa.Integer()),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("document_id", "version", name="pk_document_versions"),
    )
    op.create_index("ix_document_versions_author_id", "document_versions", ["author_id"])
    op.create_table(
        "published_sets",
        sa.Column("campus", sa.String(60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("campus", name="pk_published_sets"),
    )
    _create_moderation()
    _add_rights()
    _chain_audit_log()


def _create_moderation():
    op.create_table(
        "queue_items",
        sa.Column("id", ID, nullable=False),
        sa.Column("campus", sa.String(60), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("subject", sa.String(300), nullable=False),
        sa.Column("reason", sa.String(30)),
        sa.Column("name", sa.String(300)),
        sa.Column("open_key", sa.String(420)),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("note", sa.Text()),
        sa.Column("document_id", sa.String(32), _to("queue_items", "document_id", "documents")),
        sa.Column("resolved_by", ID, _to("queue_items", "resolved_by")),
        sa.Column("resolved_at", TIME),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("updated_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_queue_items"),
        sa.UniqueConstraint("open_key", name="uq_queue_items_open_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_queue_items_campus_state", "queue_items", ["campus", "state"])
    op.create_index("ix_queue_items_resolved_by", "queue_items", ["resolved_by"])
    op.create_table(
        "place_reports",
        sa.Column("id", ID, nullable=False),
        sa.Column(
            "item_id", ID, _to("place_reports", "item_id", "queue_items", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("user_id", ID, _to("place_reports", "user_id", ondelete="CASCADE"), nullable=False),
        sa.Column("place_id", sa.String(300), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("text", sa.Text()),
        sa.Column("value", DOCUMENT),
        sa.Column("created_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_place_reports"),
        sa.UniqueConstraint("item_id", "user_id", name="uq_place_reports_item_id_user_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_place_reports_user_id", "place_reports", ["user_id"])
    op.create_table(
        "turn_feedback",
        sa.Column("turn_id", sa.String(32), nullable=False),
        sa.Column("campus", sa.String(60), nullable=False),
        sa.Column("user_id", ID, _to("turn_feedback", "user_id", ondelete="CASCADE")),
        sa.Column("item_id", ID, _to("turn_feedback", "item_id", "queue_items")),
        sa.Column("rating", sa.String(4), nullable=False),
        sa.Column("reason", sa.String(30)),
        sa.Column("text", sa.Text()),
        sa.Column("intent", sa.String(30)),
        sa.Column("message", sa.Text()),
        sa.Column("said", DOCUMENT),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("updated_at", TIME, nullable=False),
        sa.Column("forget_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("turn_id", name="pk_turn_feedback"),
    )
    for column in ("user_id", "item_id", "forget_at"):
        op.create_index(f"ix_turn_feedback_{column}", "turn_feedback", [column])


def _add_rights():
    op.add_column("users", sa.Column("campus_roles", DOCUMENT))
    op.add_column("users", sa.Column("suspended_at", TIME))
    op.add_column("users", sa.Column("suspended_for", sa.String(500)))
    op.add_column("login_sessions", sa.Column("password_at", TIME))


def _chain_audit_log():
    """What was noted so far is chained as it stands."""
    op.add_column("audit_log", sa.Column("previous_hash", sa.String(64)))
    op.add_column("audit_log", sa.Column("hash", sa.String(64)))
    op.create_index("ix_audit_log_actor_id", "audit_log", ["actor_id"])
    head = op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_head"),
    )
    columns = ("at", "actor_id", "action", "object", "details", "request_id")
    types = {"at": TIME, "details": DOCUMENT, "actor_id": sa.BigInteger()}
    log = sa.table(
        "audit_log",
        sa.column("id", ID),
        *(sa.column(name, types.get(name, sa.String())) for name in columns),
        sa.column("previous_hash", sa.String()),
        sa.column("hash", sa.String()),
    )
    connection = op.get_bind()
    previous, rows = FIRST, 0
    for row in connection.execute(sa.select(log).order_by(log.c.id)).all():
        sealed = _hash(previous, row)
        values = {"previous_hash": previous, "hash": sealed}
        connection.execute(sa.update(log).where(log.c.id == row.id).values(values))
        previous, rows = sealed, rows + 1
    op.bulk_insert(head, [{"id": 1, "rows": rows, "hash": previous}])


def _hash(previous, row):
    """As `violet.services.working.audit` has it at this version."""
    at = row.at if row.at.tzinfo else row.at.replace(tzinfo=UTC)
    content = [previous, at.timestamp(), row.actor_id, row.action, row.object, row.details, row.request_id]
    return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()


def downgrade():
    op.drop_table("audit_head")
    op.drop_index("ix_audit_log_actor_id", "audit_log")
    for table, columns in {
        "audit_log": ("previous_hash", "hash"),
        "login_sessions": ("password_at",),
        "users": ("campus_roles", "suspended_at", "suspended_for"),
    }.items():
        for column in columns:
            op.drop_column(table, column)
    for table in ("turn_feedback", "place_reports", "queue_items", "published_sets", "document_versions", "documents"):
        op.drop_table(table)
