"""An act with all that was found out about it."""

from __future__ import annotations

from dataclasses import dataclass

from violet.domain.intent import Aspect, Comparison, ShownCard
from violet.understanding.acts.evidence import Evidence
from violet.understanding.acts.kinds import ActKind
from violet.understanding.reading.gazetteer import NamedPlace


@dataclass(frozen=True, slots=True)
class Act:
    """What a message does. `evidence` tells what it means by itself, `reference` which earlier card it is about,
    `named` which place of the guide; `several` and `names` which of them where they are more than one. `confidence` is
    the share of the head, 1 where a rule decided."""

    kind: ActKind
    evidence: Evidence
    confidence: float = 1.0
    reference: ShownCard | None = None
    named: NamedPlace | None = None
    several: tuple[ShownCard, ...] = ()
    names: tuple[str, ...] = ()
    comparison: Comparison | None = None
    aspect: Aspect = "about"
