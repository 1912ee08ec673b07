"""The page's files as they are served: under an address that changes with their content, and compressed once.

`static` is the page's own, `vendor` the libraries'. Each is served below the hash of the whole folder, so that modules
import each other by relative names and a browser may keep every file for ever.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

HERE = Path(__file__).parent
STATIC, VENDOR = HERE / "static", HERE / "vendor"
# What is served by an address of its own, and not among the files.
PAGES = frozenset({"index.html", "sw.js", "admin/index.html"})
TYPES: Mapping[str, str] = {
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".txt": "text/plain; charset=utf-8",
}
# Loaded with the first screen; the rest when it is first seen.
FIRST = ("ui.js", "api.js", "stream.js", "chat.js", "cards.js", "page.css", "text/en.json", "icon.svg", "app.js")
# The page of editors and administrators, which students never load.
ADMIN = "admin/"
FIRST_VENDOR = ("preact.mjs", "hooks.mjs", "htm.mjs")


@dataclass(frozen=True)
class File:
    """`content` is what a browser gets, `type` its Content-Type."""

    content: bytes
    type: str

    @cached_property
    def compressed(self) -> bytes | None:
        """The same by gzip; None where that is no smaller."""
        packed = gzip.compress(self.content, 9, mtime=0)
        return packed if len(packed) < len(self.content) else None


@dataclass(frozen=True)
class Bundle:
    """The files of a folder below `root`, by name."""

    root: str
    files: Mapping[str, File]


@cache
def vendored() -> Bundle:
    """The libraries, and `licenses.txt` with the licenses of all of them."""
    read = {path.name: path.read_bytes() for path in sorted(VENDOR.iterdir()) if path.is_file()}
    licenses = sorted((VENDOR / "licenses").iterdir())
    read["licenses.txt"] = b"\n\n".join(b"%s\n\n%s" % (path.stem.encode(), path.read_bytes()) for path in licenses)
    return _bundle(read, salt=b"")


@cache
def own() -> Bundle:
    root = vendored().root
    read = {
        str(path.relative_to(STATIC)): _pointed(path.read_bytes(), vendor=root)
        for path in sorted(STATIC.rglob("*"))
        if path.is_file() and str(path.relative_to(STATIC)) not in PAGES
    }
    pages = b"".join((STATIC / name).read_bytes() for name in sorted(PAGES))
    return _bundle(read, salt=pages)


def page_source(name: str) -> str:
    """One of `PAGES`, with where the files are filled in."""
    return _pointed((STATIC / name).read_bytes(), vendor=vendored().root, own=own().root).decode()


def _bundle(read: Mapping[str, bytes], *, salt: bytes) -> Bundle:
    digest = hashlib.sha256(salt)
    for name, content in read.items():
        digest.update(b"%s\0%d\0%s" % (name.encode(), len(content), content))
    files = {name: File(content, TYPES[Path(name).suffix]) for name, content in read.items()}
    return Bundle(f"/assets/{digest.hexdigest()[:16]}", files)


def _pointed(content: bytes, **roots: str) -> bytes:
    for name, root in roots.items():
        content = content.replace(f"@{name}@".encode(), root.encode())
    return content
