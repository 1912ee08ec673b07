"""Databases of the older VioletVibes server, made as that server made them."""

from __future__ import annotations

import base64
import json
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import bcrypt
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

OLD_JWT_SECRET = "the-older-servers-secret"
PASSWORD = "violet evenings 1831"
PASSWORD_HASH = bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(4)).decode()
LAST_TWO_COLUMNS = ("first_name", "home_address_encrypted")
COLUMNS = {
    "id": "INTEGER PRIMARY KEY",
    "email": "TEXT",
    "password_hash": "TEXT",
    "preferences": "TEXT",
    "settings": "TEXT",
    "recent_activity": "TEXT",
    "notification_token": "TEXT",
    "google_refresh_token": "TEXT",
    "created_at": "TIMESTAMP",
    "first_name": "TEXT",
    "home_address_encrypted": "TEXT",
}


def seal(address: str, secret: str = OLD_JWT_SECRET) -> str:
    """A home address as the older server kept it."""
    derivation = PBKDF2HMAC(algorithm=SHA256(), length=32, salt=b"violetvibes_salt", iterations=100_000)
    return _fernet(base64.urlsafe_b64encode(derivation.derive(secret.encode()))).encrypt(address.encode()).decode()


def _fernet(key: bytes) -> Fernet:
    return Fernet(key)


def person(id_: int, **others: Any) -> dict[str, Any]:
    """An ordinary row; `others` replace columns."""
    row = {
        "id": id_,
        "email": f"student{id_}@nyu.edu",
        "password_hash": PASSWORD_HASH,
        "preferences": json.dumps({"preferred_vibes": ["study"], "budget": {"min": 5, "max": 20 + id_ % 7}}),
        "settings": json.dumps({"notifications_enabled": id_ % 2 == 0}),
        "recent_activity": json.dumps(
            [{"type": "view", "place_id": f"place-{id_}-{n}", "name": "Café", "score": n / 4} for n in range(id_ % 3)]
        ),
        "notification_token": f"ExponentPushToken[{id_:022d}]" if id_ % 5 == 0 else None,
        "google_refresh_token": None,
        "created_at": f"2025-09-{1 + id_ % 28:02d} 12:34:56",
        "first_name": f"Student {id_}",
        "home_address_encrypted": None,
    }
    return row | others


def make_older_database(
    path: Path,
    people: Iterable[Mapping[str, Any]],
    *,
    without: tuple[str, ...] = (),
    id_type: str = "INTEGER PRIMARY KEY",
) -> Path:
    names = [name for name in COLUMNS if name not in without]
    types = COLUMNS | {"id": id_type}
    connection = sqlite3.connect(path)
    connection.execute(f"CREATE TABLE users ({', '.join(f'{name} {types[name]}' for name in names)})")
    marks = ", ".join("?" * len(names))
    connection.executemany(
        f"INSERT INTO users ({', '.join(names)}) VALUES ({marks})",
        [tuple(row[name] for name in names) for row in people],
    )
    connection.commit()
    connection.close()
    return path
