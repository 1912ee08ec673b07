"""What one person wrote, for their export."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from violet.models import DocumentRow, DocumentVersionRow
from violet.services.working.database import reading


def of_person(user_id: int) -> list[dict[str, Any]]:
    """Every version somebody wrote, the oldest first. Raises DATABASE_DOWN."""
    columns = (
        DocumentRow.kind, DocumentRow.subject, DocumentVersionRow.version, DocumentVersionRow.data,
        DocumentVersionRow.at,
    )  # fmt: skip
    mine = select(*columns).join(DocumentRow, DocumentRow.id == DocumentVersionRow.document_id)
    with reading() as connection:
        found = mine.where(DocumentVersionRow.author_id == user_id).order_by(DocumentVersionRow.at)
        return [dict(row) for row in connection.execute(found).mappings()]
