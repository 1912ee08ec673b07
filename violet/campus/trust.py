"""Which packs a server may serve strangers: the product's own as they were shipped, and others that somebody who is
trusted signed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from violet.campus import manifest
from violet.campus.loader import CAMPUSES, campus_folder, campus_ids
from violet.campus.manifest import ManifestError


def distrusted(folder: Path | None, ids: Sequence[str], keys: Collection[str]) -> list[str]:
    """A sentence for each pack that is not to be served. Raises GuideError for one that is not there."""
    problems = []
    for campus_id in ids or campus_ids(folder or CAMPUSES):
        root = campus_folder(campus_id, folder)
        try:
            _check(root, keys)
        except ManifestError as error:
            problems.append(f"CAMPUSES: the pack {error}.")
    return problems


def _check(root: Path, keys: Collection[str]) -> None:
    """The product's own come with the code, and are what their manifest says where they have one."""
    if root.parent.resolve() != CAMPUSES.resolve():
        manifest.verify(root, keys)
    elif (root / manifest.FILE).is_file():
        manifest.check_content(root)
