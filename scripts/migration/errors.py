"""What ends a migration before it moves anything."""

from __future__ import annotations


class RefusalError(Exception):
    """The message is one sentence for the operator: what is wrong and what to do. It names no personal data."""
