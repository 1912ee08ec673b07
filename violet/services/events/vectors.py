"""Vectors as they lie beside the events: written after a refresh, read by searches."""

from __future__ import annotations

from typing import Any

import numpy as np

Vector = np.ndarray[Any, np.dtype[np.float32]]


def pack(vector: Vector) -> bytes:
    """Half precision is plenty for likeness and half the size."""
    return vector.astype(np.float16).tobytes()


def unpack(packed: bytes) -> Vector:
    return np.frombuffer(packed, dtype=np.float16).astype(np.float32)
