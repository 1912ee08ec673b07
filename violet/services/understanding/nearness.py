"""Near what something is wanted: near the person ("around here", "around the corner") or near an earlier card."""

from __future__ import annotations

import re

# Where the person is: nothing to do with a card that was shown.
BY_THE_PERSON = re.compile(
    r"\b(?:close by|nearby|(?:near|around|by) (?:here|me|us|my (?:place|dorm|room))|close to (?:here|me|us)|not (?:too )?far(?: away| from (?:me|here))?"
    r"|(?:in|within) (?:a )?(?:short )?walking distance|around the corner|in (?:the|this|my) (?:area|neighborhood|neighbourhood)"
    r"|(?:few|couple of|\d+|five|ten|fifteen) (?:minutes?|mins?|blocks?)(?: away| walk)?)\b"
    r"(?!(?: away| walk)? (?:of|from|to) (?:it|that|there|the)\b)"
)
# Near something that was said or shown before.
NEAR_CARD = re.compile(
    r"\b(?:near|nearby|around|close to|next to|by|beside)\s+(?:to )?(?:(?:the|that|this)\b"
    r"(?! (?:afternoon|morning|evening|noon|week|weekend|time|hour|corner|area|block|neighbou?rhood))|it\b|there\b|them\b)"
)
