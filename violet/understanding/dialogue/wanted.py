"""What kinds of place a refinement asks for, where it asks for others than before."""

from __future__ import annotations

from collections.abc import Mapping

from violet.domain.categories import Category, category_of
from violet.domain.intent import Constraints, Intent
from violet.understanding.acts.act import Act
from violet.understanding.reading.lexicon import find_concepts
from violet.understanding.reading.utterance import Utterance

FEW_WORDS, SURE = 3, 0.9


def wanted_anew(act: Act, previous: Intent, utterance: Utterance) -> Mapping[Category, float]:
    """The categories that its words ask for, or that it surely means. "Make it takeout" asks for no other kind of place
    but for one that has it."""
    if utterance.wanted:
        properties = {hit.words for hit in utterance.hits if hit.group == "tag"}
        kinds = {hit.concept for hit in utterance.hits if hit.group != "tag" and hit.words not in properties}
        return {category: weight for category, weight in utterance.wanted.items() if category in kinds}
    own = {category_of((kind,)) for kind in utterance.constraints.kinds} - {None}
    if own:
        return {} if own & previous.categories.keys() else {category: 1.0 for category in own if category is not None}
    meant = act.evidence.categories
    best = max(meant, key=lambda category: meant[category], default=None)
    says_more = (
        any(hit.group != "task" for hit in utterance.hits)
        or utterance.constraints != Constraints()
        or act.comparison is not None
    )
    if best is None or says_more or meant[best] < SURE or len(utterance.tokens) > FEW_WORDS:
        return {}
    return {} if best in previous.categories or best.row.eating else {best: 1.0}


def wish_of(previous: Intent, utterance: Utterance) -> str:
    """The wish with what is added to it; "ok, any pharmacy" after a chain by its name lets go of that."""
    chain = any(hit.group == "brand" for hit in find_concepts(previous.wish))
    if chain and utterance.says("category", negated=False) and not utterance.says("brand"):
        return utterance.text
    return f"{previous.wish} {utterance.text}"
