"""Names that are typed with a slip: "unoin square", "williamsberg", "mamoons"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rapidfuzz.distance import OSA

# A letter typed twice, or once where it is twice in the name, is hardly a slip: "ipuddo", "uncomons".
DOUBLED = re.compile(r"([a-z])\1")
# Letters of a name within which one slip is let pass, and within which two are.
ONE_SLIP, TWO_SLIPS = 5, 9


def is_slip(said: str, word: str) -> bool:
    """Whether a word may be another, long enough, with a slip."""
    return len(word) >= ONE_SLIP and OSA.distance(_plain(said), _plain(word)) <= _slips_in(len(said))


def _plain(text: str) -> str:
    return DOUBLED.sub(r"\1", text)


def _slips_in(letters: int) -> int:
    return 2 if letters >= TWO_SLIPS else 1


class Misspelled:
    """Names by how many words they have; only those long enough to be known with a slip in them."""

    def __init__(self, names: Iterable[tuple[str, ...]]) -> None:
        # By how many words they have and the first letter, which nobody gets wrong.
        self._names: dict[tuple[int, str], list[tuple[str, tuple[str, ...]]]] = {}
        for name in names:
            if len("".join(name)) >= ONE_SLIP:
                self._names.setdefault((len(name), name[0][0]), []).append((_plain(" ".join(name)), name))

    def meant_by(self, words: Sequence[str]) -> tuple[str, ...] | None:
        """The name that differs least from the words, within the slips let pass; None where none is so near."""
        said = _plain(" ".join(words))
        letters = len("".join(words))
        if letters < ONE_SLIP:
            return None
        allowed = _slips_in(letters)
        best: tuple[int, tuple[str, ...]] | None = None
        for own, name in self._names.get((len(words), said[0]), ()):
            slips = OSA.distance(said, own, score_cutoff=allowed)
            if slips <= allowed and (best is None or slips < best[0]):
                best = (slips, name)
        return best[1] if best else None
