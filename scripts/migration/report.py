"""What happened, for a person and (--report) for a program. Rows are named by table and key, never by content."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from scripts.migration.records import Remark


@dataclass(slots=True)
class StreamReport:
    """`repaired` counts rows that came over without a part of theirs."""

    name: str
    in_source: int
    moved: int
    rejected: int
    repaired: int = 0
    source_checksum: str | None = None
    target_checksum: str | None = None


@dataclass(slots=True)
class Report:
    source: str
    kind: str
    dry_run: bool
    notes: list[str] = field(default_factory=list)
    streams: list[StreamReport] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    verified: bool | None = None

    @property
    def complete(self) -> bool:
        """Every row came over, and (where that was looked at) is the same on both sides."""
        dealt_with = all(stream.moved + stream.rejected == stream.in_source for stream in self.streams)
        return dealt_with and not any(stream.rejected for stream in self.streams) and self.verified is not False

    def add(self, remarks: Iterable[Remark]) -> None:
        self.remarks += remarks
        repaired = Counter(
            stream for stream, _ in {(r.stream, str(r.key)) for r in self.remarks if r.kind == "repaired"}
        )
        for stream in self.streams:
            stream.repaired = repaired[stream.name]

    def text(self) -> str:
        lines = [f"Source: {self.source} ({self.kind})", *self.notes]
        for stream in self.streams:
            lines.append(
                f"{stream.name}: {stream.in_source} rows, {stream.moved} {'would be ' if self.dry_run else ''}moved, "
                f"{stream.rejected} rejected, {stream.repaired} repaired"
            )
            if stream.target_checksum:
                lines.append(f"  checksum {stream.source_checksum} (source) {stream.target_checksum} (target)")
        lines += [f"{r.kind} {r.stream} {', '.join(map(str, r.key))}: {r.reason}" for r in self.remarks]
        return "\n".join([*lines, self._verdict()])

    def save(self, path: Path) -> None:
        content: dict[str, Any] = asdict(self) | {"complete": self.complete}
        path.write_text(json.dumps(content, indent=2) + "\n")

    def _verdict(self) -> str:
        if self.dry_run:
            return "Dry run: nothing was written."
        if self.verified is False:
            return "NOT VERIFIED: the two sides differ, see above."
        return "Done, and verified row by row." if self.complete else "Done, but rows were left behind, see above."
