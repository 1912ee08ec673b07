"""Passwords, tokens and field encryption by themselves."""

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import UTC, datetime, timedelta

import bcrypt
import pytest
import time_machine
from cryptography.fernet import Fernet
from hypothesis import given, settings
from hypothesis import strategies as st

from violet.security import passwords
from violet.security.encryption import FieldCipher, development_field_key, is_field_key
from violet.security.passwords import AT_ONCE, MAX_WAITING, PasswordHasher, TooManyAtOnceError
from violet.security.tokens import Claims, InvalidToken, TokenKind, TokenSigner

HASHER = PasswordHasher(rounds=4)
SIGNER = TokenSigner("a secret for the tests of tokens alone")
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
CLAIMS = Claims(7, "0123456789abcdef0123456789abcdef", version=3)


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200), st.text(min_size=1, max_size=5))
def test_any_password_fits_itself_and_not_itself_with_more(password: str, more: str):
    hashed = HASHER.hash(password)
    assert HASHER.verify(password, hashed)
    assert HASHER.verify(password + more + "x", hashed) is False
    assert len(hashed) <= 200


def test_the_same_passphrase_in_two_unicode_forms_is_the_same():
    assert HASHER.verify("cafe\u0301 au lait", HASHER.hash("caf\u00e9 au lait"))


def test_two_hashes_of_one_password_differ():
    assert HASHER.hash("a long walk") != HASHER.hash("a long walk")


def test_plain_bcrypt_as_older_libraries_made_it_is_verified_by_its_first_72_bytes():
    password = "é" * 50
    old = bcrypt.hashpw(password.encode()[:72], bcrypt.gensalt(4)).decode()
    assert HASHER.verify(password, old)
    assert not HASHER.verify("é" * 35, old)
    assert not HASHER.verify("with a NUL \x00", old)
    assert HASHER.verify("a long walk", bcrypt.hashpw(b"a long walk", bcrypt.gensalt(4, prefix=b"2a")).decode())


@pytest.mark.parametrize("hashed", [None, "", "plain text", "$2b$", "pbkdf2:sha256:1$x$y"])
def test_what_is_no_hash_fits_nothing(hashed: str | None):
    assert HASHER.verify("", hashed) is False
    assert HASHER.verify("a long walk", hashed) is False


def test_only_todays_scheme_and_cost_are_left_alone():
    assert not HASHER.needs_rehash(HASHER.hash("a long walk"))
    assert PasswordHasher(rounds=5).needs_rehash(HASHER.hash("a long walk"))
    assert HASHER.needs_rehash(bcrypt.hashpw(b"a long walk", bcrypt.gensalt(4)).decode())


@time_machine.travel(NOW, tick=False)
def test_a_token_says_what_was_put_in_and_only_as_its_own_kind():
    for kind in TokenKind:
        token = SIGNER.sign(kind, CLAIMS, now=NOW, ttl_s=60)
        assert SIGNER.verify(kind, token) == CLAIMS
        for other in set(TokenKind) - {kind}:
            with pytest.raises(InvalidToken):
                SIGNER.verify(other, token)


def test_a_token_ends_with_its_time():
    token = SIGNER.sign(TokenKind.ACCESS, CLAIMS, now=NOW, ttl_s=60)
    with time_machine.travel(NOW + timedelta(seconds=59), tick=False):
        assert SIGNER.verify(TokenKind.ACCESS, token) == CLAIMS
    with time_machine.travel(NOW + timedelta(seconds=61), tick=False), pytest.raises(InvalidToken):
        SIGNER.verify(TokenKind.ACCESS, token)


@time_machine.travel(NOW, tick=False)
@given(st.text(max_size=60) | st.from_regex(r"[\w-]{1,20}\.[\w-]{1,40}\.[\w-]{1,20}", fullmatch=True))
def test_any_text_is_either_a_token_or_refused_as_one(text: str):
    with pytest.raises(InvalidToken):
        SIGNER.verify(TokenKind.ACCESS, text)


@time_machine.travel(NOW, tick=False)
def test_the_previous_secret_verifies_and_no_longer_signs():
    old = SIGNER.sign(TokenKind.ACCESS, CLAIMS, now=NOW, ttl_s=60)
    rotated = TokenSigner("another secret for the tests of tokens", "a secret for the tests of tokens alone")
    assert rotated.verify(TokenKind.ACCESS, old) == CLAIMS
    with pytest.raises(InvalidToken):
        SIGNER.verify(TokenKind.ACCESS, rotated.sign(TokenKind.ACCESS, CLAIMS, now=NOW, ttl_s=60))
    with pytest.raises(InvalidToken):
        TokenSigner("another secret for the tests of tokens").verify(TokenKind.ACCESS, old)


def test_fields_are_sealed_by_the_first_key_and_opened_by_any():
    first, second = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    sealed = FieldCipher([first]).encrypt("370 Jay St 🏙")
    both = FieldCipher([second, first])
    assert "Jay" not in sealed
    assert both.decrypt(sealed) == "370 Jay St 🏙"
    renewed = both.reencrypt(sealed)
    assert renewed is not None
    assert FieldCipher([second]).decrypt(renewed) == "370 Jay St 🏙"
    assert FieldCipher([second]).decrypt(sealed) is None
    assert FieldCipher([second]).reencrypt(sealed) is None
    assert both.decrypt(sealed[:-4] + "AAA=") is None
    assert both.decrypt("plain text") is None


def test_field_keys_are_told_from_other_text():
    assert is_field_key(development_field_key("any secret"))
    for text in ("", "short", "x" * 44, "ü" * 44, "c2hvcnQ="):
        assert not is_field_key(text)
    with pytest.raises(ValueError, match="Fernet key"):
        FieldCipher(["short"])


def test_hashing_leaves_processors_to_others_and_turns_away_more_than_can_wait(monkeypatch: pytest.MonkeyPatch):
    """What is at work is counted, and a hash that takes for ever stands for a crowd."""
    going_on, at_once, lock = threading.Event(), [0, 0], threading.Lock()

    def slow(password: bytes, hashed: bytes) -> bool:
        with lock:
            at_once[0] += 1
            at_once[1] = max(at_once)
        assert going_on.wait(30)
        with lock:
            at_once[0] -= 1
        return False

    hasher = PasswordHasher(rounds=4)
    known = hasher.hash("a long walk over the bridge")
    monkeypatch.setattr(bcrypt, "checkpw", slow)
    monkeypatch.setattr(passwords, "PATIENCE_S", 60.0)
    with ThreadPoolExecutor(64) as crowd:
        attempts = [crowd.submit(hasher.verify, "wrong", known) for _ in range(AT_ONCE + MAX_WAITING + 5)]
        turned_away = []
        for attempt in as_completed(attempts, timeout=30):
            turned_away.append(attempt)
            if len(turned_away) == 5:
                going_on.set()
    assert all(isinstance(attempt.exception(), TooManyAtOnceError) for attempt in turned_away[:5])
    assert at_once[1] == AT_ONCE == max(1, (os.cpu_count() or 1) // 2)
    monkeypatch.undo()
    assert hasher.verify("a long walk over the bridge", known), "afterwards all is as before"
