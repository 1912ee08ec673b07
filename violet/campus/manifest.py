"""What a pack is, to the byte: its manifest with the hash of its content, and who signed that."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key
from pydantic import BaseModel, ConfigDict, ValidationError

from violet.campus.campus import Campus

FILE: Final = "manifest.json"
FORMAT: Final = 1
# What is signed, so that a signature is good for nothing else.
PURPOSE: Final = b"violet campus pack 1\n"


class ManifestError(Exception):
    """The pack is not what its manifest says, or nobody we trust says it. The message names the file at fault."""


class Signature(BaseModel):
    """Ed25519: the public key and the signature, base64."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: str
    value: str


class Manifest(BaseModel):
    """`content` is the SHA-256 of all files together, `files` that of each by its path."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: int
    id: str
    name: str
    languages: tuple[str, ...]
    places: int
    events: int
    licenses: tuple[str, ...]
    content: str
    files: Mapping[str, str]
    signature: Signature | None = None


def make(root: Path, campus: Campus, licenses: Collection[str]) -> Manifest:
    """The manifest of a pack as it lies there, unsigned."""
    files = dict(_hashes(root))
    return Manifest(
        format=FORMAT,
        id=campus.id,
        name=campus.name,
        languages=campus.languages,
        places=len(campus.places),
        events=len(campus.events),
        licenses=tuple(sorted(set(licenses))),
        content=_content(files),
        files=files,
    )


def write(root: Path, manifest: Manifest) -> None:
    text = json.dumps(manifest.model_dump(mode="json", exclude_none=True), indent=1, ensure_ascii=False, sort_keys=True)
    (root / FILE).write_text(text + "\n", encoding="utf-8")


def read(root: Path) -> Manifest:
    """Raises ManifestError where there is none that can be read."""
    try:
        return Manifest.model_validate_json((root / FILE).read_bytes())
    except OSError:
        raise ManifestError(f"{root.name}: no {FILE}: build the pack") from None
    except ValidationError:
        raise ManifestError(f"{root.name}: {FILE} is no manifest") from None


def sign(manifest: Manifest, key: Ed25519PrivateKey) -> Manifest:
    """The manifest with a signature by the key, in the place of any it has."""
    unsigned = manifest.model_copy(update={"signature": None})
    value = key.sign(_signed(unsigned))
    signature = Signature(key=public_text(key.public_key()), value=base64.b64encode(value).decode())
    return unsigned.model_copy(update={"signature": signature})


def check_content(root: Path) -> Manifest:
    """The pack's manifest, where every file is as it says. Raises ManifestError that names what is not."""
    manifest, files = read(root), dict(_hashes(root))
    if manifest.id != root.name:
        raise ManifestError(f"{root.name}: {FILE} is that of {manifest.id!r}")
    changed = sorted(
        path for path in files.keys() | manifest.files.keys() if files.get(path) != manifest.files.get(path)
    )
    if changed:
        raise ManifestError(f"{root.name}: {changed[0]} is not as {FILE} says, nor are {len(changed) - 1} others")
    if manifest.content != _content(files):
        raise ManifestError(f"{root.name}: the content is not as {FILE} says")
    return manifest


def verify(root: Path, trusted: Collection[str]) -> Manifest:
    """As `check_content`, and one of the `trusted` public keys signed it. Raises ManifestError."""
    manifest = check_content(root)
    signature = manifest.signature
    if signature is None:
        raise ManifestError(f"{root.name}: nobody signed it")
    if signature.key not in trusted:
        raise ManifestError(f"{root.name}: signed with a key that is not among the trusted ones: {signature.key}")
    try:
        value = base64.b64decode(signature.value, validate=True)
        public_key(signature.key).verify(value, _signed(manifest.model_copy(update={"signature": None})))
    except (InvalidSignature, ValueError):
        raise ManifestError(f"{root.name}: the signature does not fit") from None
    return manifest


def public_text(key: Ed25519PublicKey) -> str:
    """32 bytes as base64."""
    return base64.b64encode(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()


def public_key(text: str) -> Ed25519PublicKey:
    """Raises ValueError where the text is no key."""
    return Ed25519PublicKey.from_public_bytes(base64.b64decode(text, validate=True))


def private_key(pem: bytes) -> Ed25519PrivateKey:
    """Raises ValueError where it is no Ed25519 key without a password."""
    try:
        key: Any = load_pem_private_key(pem, password=None)
    except (TypeError, ValueError) as error:
        raise ValueError("not a private key in PEM without a password") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError("not an Ed25519 key")
    return key


def _signed(unsigned: Manifest) -> bytes:
    body = unsigned.model_dump(mode="json", exclude_none=True)
    return PURPOSE + json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _hashes(root: Path) -> Iterator[tuple[str, str]]:
    """Every file of the pack but the manifest, hidden ones too: whatever lies there may be read."""
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_file() and name != FILE:
            with path.open("rb") as file:
                yield name, hashlib.file_digest(file, "sha256").hexdigest()


def _content(files: Mapping[str, str]) -> str:
    listing = "".join(f"{digest}  {path}\n" for path, digest in sorted(files.items()))
    return hashlib.sha256(listing.encode()).hexdigest()
