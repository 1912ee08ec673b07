"""Names that are typed with a slip: "unoin square", "williamsberg", "mamoons"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz.distance import OSA

# Letters of a name within which one slip is let pass, and within which two are.
ONE_SLIP, TWO_SLIPS = 5, 9


class Misspelled:
    """Names by how many words they have; only those long enough to be known with a slip in them."""

    def __init__(self, names: Iterable[tuple[str, ...]]) -> None:
        # By how many words they have and the first letter, which nobody gets wrong.
        self._names: dict[tuple[int, str], list[tuple[str, ...]]] = {}
        for name in names:
            if len("".join(name)) >= ONE_SLIP:
                self._names.setdefault((len(name), name[0][0]), []).append(name)

    def meant_by(self, words: Sequence[str]) -> tuple[str, ...] | None:
        """The name that differs least from the words, within the slips let pass; None where none is so near."""
        said = " ".join(words)
        letters = len("".join(words))
        if letters < ONE_SLIP:
            return None
        allowed = 2 if letters >= TWO_SLIPS else 1
        best: tuple[int, tuple[str, ...]] | None = None
        for name in self._names.get((len(words), said[0]), ()):
            slips = OSA.distance(said, " ".join(name), score_cutoff=allowed)
            if slips <= allowed and (best is None or slips < best[0]):
                best = (slips, name)
        return best[1] if best else None
