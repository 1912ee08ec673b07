"""A file of ready vectors: the embeddings of texts that are known before a server starts."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from violet.providers.embeddings.minilm import Vector


def text_key(text: str) -> int:
    """What a text is called in a vector file."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")


def write_vectors(path: Path, texts: Sequence[str], vectors: Vector) -> None:
    """A vector file: half precision, which moves a cosine by less than a thousandth."""
    keys = np.array([text_key(text) for text in texts], dtype=np.uint64)
    np.savez_compressed(path, keys=keys, vectors=vectors.astype(np.float16))


def read_vectors(path: Path) -> dict[int, Vector]:
    """The vectors of a file by text key; none where there is no such file."""
    if not path.is_file():
        return {}
    with np.load(path) as file:
        return dict(zip(file["keys"].tolist(), file["vectors"].astype(np.float32), strict=True))
