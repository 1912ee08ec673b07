"""The older VioletVibes server's rows: one table `users`, with everything about a person in JSON texts.

Each row becomes one account with its activity and its phone. A row that cannot become an account that its owner can log
in to is rejected; a part that cannot be read is left out and told. Both are reported by id, never by content.
"""

from __future__ import annotations

import base64
import json
import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

from scripts.migration.documents import fitting, is_push_address
from scripts.migration.records import Key, Record, Rejected
from violet.services.accounts import addresses

OLDER_SALT = b"violetvibes_salt"
OLDER_ROUNDS = 100_000
BCRYPT = re.compile(r"\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}")
COLUMNS = (
    "id", "email", "password_hash", "preferences", "settings", "recent_activity", "notification_token",
    "google_refresh_token", "created_at", "first_name", "home_address_encrypted",
)  # fmt: skip
ACTIVITY_TIMES = ("timestamp", "created_at", "time", "ts")
LONGEST = {"type": 50, "place_id": 300, "name": 300, "vibe": 50}
LONGEST_FIRST_NAME = 80
LONGEST_ADDRESS = 300
FERNET_VERSION = 0x80
SHORTEST_FERNET_TOKEN = 73
HIGHEST_SCORE = 1e9
LATEST_UNIX_TIME_S = 4_102_444_800  # the year 2100: anything above is not a time in seconds
Content = TypeVar("Content", dict[str, Any], list[Any])
UNKNOWN_TIME = datetime(1970, 1, 1, tzinfo=UTC)
"""Where the older server kept no time. The same in every run, so that a resumed one ends with the same rows."""


class OlderAddresses:
    """Opens home addresses of the older server: Fernet under a key made from its JWT_SECRET."""

    def __init__(self, jwt_secret: str) -> None:
        derivation = PBKDF2HMAC(algorithm=SHA256(), length=32, salt=OLDER_SALT, iterations=OLDER_ROUNDS)
        self._fernet = Fernet(base64.urlsafe_b64encode(derivation.derive(jwt_secret.encode())))

    def open(self, sealed: object) -> str | None:
        """The address; None where this secret does not fit or the text is damaged."""
        if not isinstance(sealed, str | bytes):
            return None
        try:
            return self._fernet.decrypt(sealed).decode()
        except (InvalidToken, UnicodeError):
            return None


def looks_sealed(text: object) -> bool:
    """Whether this is a whole Fernet token, whatever its key: version byte, time, vector, blocks, signature."""
    try:
        token = base64.urlsafe_b64decode(text) if isinstance(text, str | bytes) else b""
    except ValueError:
        return False
    return len(token) >= SHORTEST_FERNET_TOKEN and token[0] == FERNET_VERSION


class OlderRow:
    """One row on its way to an account. `addresses` is None where home addresses stay behind."""

    def __init__(self, key: Key, row: Mapping[str, Any], addresses: OlderAddresses | None) -> None:
        self._key = key
        self._row = row
        self._addresses = addresses
        self._repairs: list[str] = []

    def convert(self) -> Record | Rejected:
        email = usable_email(self._row["email"])
        reason = self._unusable(email)
        if reason:
            return Rejected(self._key, reason)
        user_id = int(self._row["id"])
        created_at = self._created_at()
        account = {
            "id": user_id,
            "email": email,
            "password_hash": _as_text(self._row["password_hash"]),
            "password_version": 1,
            "role": "user",
            "first_name": self._first_name(),
            "home_address": self._home_address(),
            "preferences": self._document("preferences"),
            "settings": self._document("settings"),
            "created_at": created_at,
        }
        rows = {"users": [account], "activity": self._activity(user_id, created_at), "notification_tokens": []}
        token = self._text("notification_token")
        if token and is_push_address(token):
            rows["notification_tokens"] = [{"user_id": user_id, "token": token, "updated_at": created_at}]
        elif token:
            self._repair("notification_token is not a push address")
        return Record(self._key, rows, tuple(self._repairs))

    def _unusable(self, email: str | None) -> str | None:
        """Why nobody could log in to this account, if so."""
        password = self._row["password_hash"]
        if not isinstance(self._row["id"], int) or self._row["id"] < 1:
            return "the id is not a positive number"
        if self._row["email"] is None:
            return "no e-mail address"
        if email is None:
            return "the e-mail address is not one that can log in"
        if password is None:
            return "no password hash"
        if not BCRYPT.fullmatch(_as_text(password) or ""):
            return "the password hash is not bcrypt"
        return None

    def _repair(self, reason: str) -> None:
        self._repairs.append(reason)

    def _text(self, column: str) -> str | None:
        """Trimmed text; None where empty or unreadable."""
        value = self._row[column]
        if value is None:
            return None
        text = _as_text(value)
        if text is None or storable(text) != text:
            self._repair(f"{column} holds characters that cannot be stored")
        return one_line(text or "") or None

    def _first_name(self) -> str | None:
        name = self._text("first_name")
        if name and len(name) > LONGEST_FIRST_NAME:
            self._repair(f"first_name was cut to {LONGEST_FIRST_NAME} characters")
        return name[:LONGEST_FIRST_NAME] if name else None

    def _home_address(self) -> str | None:
        sealed = self._row["home_address_encrypted"]
        if sealed in (None, "", b"") or self._addresses is None:
            return None
        address = self._addresses.open(sealed)
        if address is None:
            self._repair("home_address_encrypted cannot be opened with the old secret")
        return one_line(address)[:LONGEST_ADDRESS] or None if address else None

    def _created_at(self) -> datetime:
        value = self._row["created_at"]
        moment = parsed_time(value)
        if moment is None:
            self._repair("no created_at" if value is None else "created_at is not a time")
        return moment or UNKNOWN_TIME

    def _document(self, column: str) -> dict[str, Any]:
        kept, remarks = fitting(column, self._json(column, dict))
        self._repairs += remarks
        return kept

    def _json(self, column: str, kind: type[Content]) -> Content:
        value = self._row[column]
        if value is None or (isinstance(value, str | bytes) and not value.strip()):
            return kind()
        try:
            content = parsed_json(value)
        except (ValueError, TypeError, RecursionError):
            self._repair(f"{column} is not JSON")
            return kind()
        if content is None:
            return kind()
        if not isinstance(content, kind):
            self._repair(f"{column} is not a JSON {'object' if kind is dict else 'list'}")
            return kind()
        return content

    def _activity(self, user_id: int, created_at: datetime) -> list[dict[str, Any]]:
        items = self._json("recent_activity", list)
        kept = [activity for item in items if (activity := _activity_row(item, user_id, created_at))]
        if len(kept) < len(items):
            self._repair(f"{len(items) - len(kept)} of {len(items)} entries of recent_activity have no type")
        return kept


def usable_email(email: object) -> str | None:
    """As accounts are looked up at log-in; None for what nobody could log in with."""
    return addresses.normalize_or_none(email) if isinstance(email, str) else None


def storable(text: str) -> str:
    """The text without what PostgreSQL cannot hold: NUL, and halves of surrogate pairs."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode()


def one_line(text: str) -> str:
    """As names and addresses are kept: no line breaks, no spaces around."""
    return " ".join(storable(text).split())


def parsed_json(value: object) -> Any:
    """Strict JSON: no NaN or Infinity, and nothing PostgreSQL could not hold. Raises ValueError, TypeError."""
    if not isinstance(value, str | bytes):
        raise TypeError
    content = json.loads(value, parse_constant=_refuse_constant, parse_float=_finite)
    spelled = json.dumps(content, ensure_ascii=False)
    if "\\u0000" in spelled or storable(spelled) != spelled:
        raise ValueError("characters that cannot be stored")
    return content


def parsed_time(value: object) -> datetime | None:
    """SQLite's "2025-10-01 12:34:56" (UTC), ISO 8601 with or without a zone, or Unix seconds."""
    if isinstance(value, int | float) and 0 < value < LATEST_UNIX_TIME_S:
        return datetime.fromtimestamp(value, UTC)
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value.strip())
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _activity_row(item: object, user_id: int, fallback: datetime) -> dict[str, Any] | None:
    if not isinstance(item, Mapping) or not isinstance(item.get("type"), str) or not item["type"].strip():
        return None
    row: dict[str, Any] = {"user_id": user_id, "score": None}
    for name, longest in LONGEST.items():
        value = item.get(name)
        row[name] = str(value).strip()[:longest] or None if isinstance(value, str | int) else None
    score = item.get("score")
    if isinstance(score, int | float) and not isinstance(score, bool) and abs(score) < HIGHEST_SCORE:
        row["score"] = float(score)
    moments = (parsed_time(item.get(name)) for name in ACTIVITY_TIMES)
    row["created_at"] = next((moment for moment in moments if moment), fallback)
    return row


def _as_text(value: object) -> str | None:
    if isinstance(value, bytes):
        try:
            return value.decode()
        except UnicodeDecodeError:
            return None
    return value if isinstance(value, str) else None


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is not JSON")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("out of range")
    return number
