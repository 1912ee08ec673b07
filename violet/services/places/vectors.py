"""Which texts every server needs the embeddings of from its first question on."""

from __future__ import annotations

from violet.providers.campus_guide import as_place
from violet.providers.guide.schema import Guide
from violet.services.ranking.recommend import place_text


def shipped_texts(guide: Guide) -> list[str]:
    """The texts of the guide's places, each once, in a stable order."""
    return list(dict.fromkeys(place_text(as_place(place)) for place in guide.places))
