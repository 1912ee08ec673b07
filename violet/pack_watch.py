"""Packs of CAMPUSES_DIR that are replaced while the server runs: the new one is served once it is whole.

What tells that a pack is another is the time of its manifest. The pack is loaded where every file is as the manifest
says, in production where somebody who is trusted signed it. Otherwise the one before goes on.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import structlog

from violet.campus import manifest
from violet.campus.campus import Campus
from violet.campus.loader import CAMPUSES, GuideError, campus_folder, load_campus
from violet.campus.manifest import ManifestError
from violet.settings import Settings

log = structlog.get_logger(__name__)

Stamp = tuple[int, int, int]


class PackWatch:
    """Safe to use from several threads, one for each campus."""

    def __init__(self, settings: Settings, campuses: Mapping[str, Campus]) -> None:
        self._settings = settings
        self._seen = {campus_id: _stamp(self._root(campus_id)) for campus_id in campuses}

    def newer(self, campus_id: str) -> Campus | None:
        """The pack as it lies there now; None where it is the one that was looked at last, or is not to be served."""
        root = self._root(campus_id)
        stamp = _stamp(root)
        if root is None or stamp is None or stamp == self._seen.get(campus_id):
            return None
        try:
            campus = self._trusted(root)
        except (ManifestError, GuideError) as error:
            log.warning("pack_refused", campus=campus_id, reason=str(error)[:300])
            if _complete(root):
                self._seen[campus_id] = stamp  # it will not get better by waiting
            return None
        self._seen[campus_id] = stamp
        return campus

    def _root(self, campus_id: str) -> Path | None:
        """None for the product's own, which come with the code."""
        with suppress(GuideError):
            root = campus_folder(campus_id, self._settings.campuses_dir)
            return None if root.parent.resolve() == CAMPUSES.resolve() else root
        return None

    def _trusted(self, root: Path) -> Campus:
        """Loaded between two looks at its files, so that it is of the ones that were checked."""
        check = self._check
        check(root)
        campus = load_campus(root)
        check(root)
        return campus

    def _check(self, root: Path) -> None:
        if self._settings.production:
            manifest.verify(root, self._settings.campus_keys)
        else:
            manifest.check_content(root)


def _stamp(root: Path | None) -> Stamp | None:
    if root is None:
        return None
    try:
        found = (root / manifest.FILE).stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino, found.st_size


def _complete(root: Path) -> bool:
    """Whether the files are as the manifest says: what is wrong is not that they are still being copied."""
    with suppress(ManifestError):
        manifest.check_content(root)
        return True
    return False
