"""Made-up keys that are good enough to sign with."""

from __future__ import annotations

import base64
from functools import cache

import orjson
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat


@cache
def message_settings(url: str, apns_url: str | None = None) -> dict[str, str]:
    """Settings that switch every message service on, at the simulator's address."""
    apns = ec.generate_private_key(ec.SECP256R1())
    return {
        "push": "on", "sms": "on", "expo_push_base_url": url, "fcm_base_url": url, "twilio_base_url": url,
        "apns_base_url": apns_url or url, "google_oauth_base_url": f"{url}/service",
        "expo_access_token": "canary-key-expo-55aa", "apns_team_id": "TEAM", "apns_key_id": "KEY",
        "apns_private_key": _pem(apns), "apns_topic": "edu.nyu.violet", "fcm_service_account": _service_account(),
        "webpush_private_key": base64.urlsafe_b64encode(b"\x01" * 32).decode().rstrip("="),
        "webpush_subject": "mailto:violet@example.org", "webpush_hosts": url,
        "twilio_account_sid": "AC0123456789", "twilio_auth_token": "canary-key-twilio-77bb",
        "twilio_from": "+12125550100",
    }  # fmt: skip


def _service_account() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    account = {
        "type": "service_account", "project_id": "violet-test", "private_key_id": "1", "private_key": _pem(key),
        "client_email": "violet@violet-test.iam.gserviceaccount.com", "token_uri": "https://oauth2.googleapis.com/token",
    }  # fmt: skip
    return orjson.dumps(account).decode()


def _pem(key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
