"""Expo, APNs, FCM, browsers and Twilio: what each of their answers means for a message, over real sockets."""

from __future__ import annotations

import sys
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from itertools import pairwise
from typing import Any

import jwt
import orjson
import pytest

from tests.conftest import make_settings
from tests.hand_clock import HandClock
from tests.simulator.apns import Apns, running_apns
from tests.simulator.faults import Fault
from tests.simulator.keys import message_settings
from tests.simulator.running import RunningSimulator
from violet.domain.messages import Delivery, PushMessage, SmsMessage, Verdict
from violet.ports import PushProvider
from violet.providers.http import Transport
from violet.providers.http.posting import Poster
from violet.providers.push.apns import ApnsPush
from violet.providers.push.build import build_push, build_sms, webpush_public_key
from violet.providers.push.expo import ExpoPush
from violet.providers.push.fcm import FcmPush
from violet.providers.push.webpush import WebPush, is_allowed
from violet.providers.sms import TwilioSms
from violet.settings import WEBPUSH_HOSTS, Settings

PHONE = "+12125550123"
SMS = SmsMessage(PHONE, "Ada has not arrived yet: https://violet.example/s/k3", "https://violet.example/s/k3")
SENT, RETRY, FORGET, DEAD = Verdict.SENT, Verdict.RETRY, Verdict.FORGET, Verdict.DEAD


def message(address: str, **options: Any) -> PushMessage:
    fields: dict[str, Any] = {"title": "Jazz", "body": "Starts at 7 PM", "collapse_id": "a" * 32, "data": {"url": "x"}}
    return PushMessage(address, **(fields | options))


@pytest.fixture(scope="module")
def _apns() -> Iterator[Apns]:
    with running_apns() as apns:
        yield apns


@pytest.fixture
def apns(_apns: Apns) -> Apns:
    _apns.reset()
    return _apns


@pytest.fixture
def settings(simulator: RunningSimulator, apns: Apns) -> Settings:
    # Patient, as the machine may be busy.
    return make_settings(
        breaker_failures=1000, upstream_connect_timeout_s=10, **message_settings(simulator.url, apns.url)
    )


@pytest.fixture
def transport(settings: Settings) -> Iterator[Transport]:
    transport = Transport(settings)
    yield transport
    transport.close()


@pytest.fixture
def poster(transport: Transport, settings: Settings) -> Iterator[Poster]:
    poster = Poster(transport, settings)
    yield poster
    poster.close()


@pytest.fixture
def expo(poster: Poster, settings: Settings) -> ExpoPush:
    return ExpoPush(poster, settings)


@pytest.fixture
def fcm(poster: Poster, settings: Settings) -> FcmPush:
    return FcmPush(poster, settings)


@pytest.fixture
def browsers(poster: Poster, settings: Settings) -> WebPush:
    return WebPush(poster, settings)


@pytest.fixture
def twilio(poster: Poster, settings: Settings) -> TwilioSms:
    return TwilioSms(poster, settings)


@pytest.fixture
def apple(transport: Transport, settings: Settings) -> Iterator[ApnsPush]:
    provider = ApnsPush(transport, settings)
    yield provider
    provider.close()


def one(provider: PushProvider, address: str, **options: Any) -> Delivery:
    (delivery,) = provider.send([message(address, **options)])
    return delivery


def test_expo_takes_a_hundred_and_answers_in_order(expo: ExpoPush, simulator: RunningSimulator) -> None:
    tokens = [f"ExponentPushToken[{number}]" for number in range(100)]
    deliveries = expo.send([message(token, data={"notification_id": "5"}) for token in tokens])
    assert [each.verdict for each in deliveries] == [SENT] * 100
    assert [each.id for each in deliveries] == [f"receipt-{number}" for number in range(1, 101)]
    (request,) = simulator.state.requests("expo")
    assert request.headers["authorization"] == "Bearer canary-key-expo-55aa"
    assert request.json()[3]["to"] == tokens[3]


@pytest.mark.parametrize(
    ("code", "verdict"),
    [
        ("DeviceNotRegistered", FORGET),
        ("MessageTooBig", DEAD),
        ("MessageRateExceeded", RETRY),
        ("MismatchSenderId", DEAD),
        ("InvalidCredentials", RETRY),
        ("SomethingNew", DEAD),
    ],
)
def test_expos_tickets_and_receipts(expo: ExpoPush, simulator: RunningSimulator, code: str, verdict: Verdict) -> None:
    simulator.state.set_mode("expo", {"ticket": code})
    ticket = one(expo, "ExponentPushToken[a]")
    assert (ticket.verdict, ticket.reason) == (verdict, code)
    simulator.state.set_mode("expo", {"receipt": code})
    assert expo.receipts(["r-1"])["r-1"].verdict is verdict


@pytest.mark.parametrize(
    ("code", "status", "verdict"),
    [
        ("PUSH_TOO_MANY_EXPERIENCE_IDS", 400, RETRY),
        ("PUSH_TOO_MANY_NOTIFICATIONS", 400, RETRY),
        ("PUSH_TOO_MANY_RECEIPTS", 400, RETRY),
        ("TOO_MANY_REQUESTS", 429, RETRY),
        ("UNAUTHORIZED", 401, RETRY),
        ("API_ERROR", 500, RETRY),
        ("API_ERROR", 200, RETRY),
        ("VALIDATION_ERROR", 400, DEAD),
        ("VALIDATION_ERROR", 200, DEAD),
    ],
)
def test_expo_refuses_a_whole_request(
    expo: ExpoPush, simulator: RunningSimulator, code: str, status: int, verdict: Verdict
) -> None:
    simulator.state.set_mode("expo", {"request": {"code": code, "status": status}})
    deliveries = expo.send([message("ExponentPushToken[a]"), message("ExponentPushToken[b]")])
    assert [(each.verdict, each.reason) for each in deliveries] == [(verdict, code)] * 2


def test_a_single_ticket_may_come_without_a_list(expo: ExpoPush, simulator: RunningSimulator) -> None:
    simulator.state.set_mode("expo", {"one_object": True})
    assert one(expo, "ExponentPushToken[a]").verdict is SENT


def test_receipts_that_are_not_ready_are_left_out(expo: ExpoPush, simulator: RunningSimulator) -> None:
    assert set(expo.receipts(["a", "b"])) == {"a", "b"}
    simulator.state.set_mode("expo", {"not_ready": True})
    assert expo.receipts(["a"]) == {}


APNS_ANSWERS = [
    *[(400, reason, FORGET) for reason in ("BadDeviceToken", "DeviceTokenNotForTopic")],
    *[(400, reason, DEAD) for reason in (
        "BadCollapseId", "BadExpirationDate", "BadMessageId", "BadPriority", "BadTopic", "DuplicateHeaders",
        "InvalidPushType", "MissingDeviceToken", "MissingTopic", "PayloadEmpty", "TopicDisallowed",
    )],
    (400, "IdleTimeout", RETRY),
    *[(403, reason, RETRY) for reason in (
        "BadCertificate", "BadCertificateEnvironment", "ExpiredProviderToken", "Forbidden", "InvalidProviderToken",
        "MissingProviderToken",
    )],
    (404, "BadPath", DEAD),
    (405, "MethodNotAllowed", DEAD),
    (410, "Unregistered", FORGET),
    (410, "ExpiredToken", FORGET),
    (413, "PayloadTooLarge", DEAD),
    (429, "TooManyProviderTokenUpdates", RETRY),
    (429, "TooManyRequests", RETRY),
    (500, "InternalServerError", RETRY),
    (503, "ServiceUnavailable", RETRY),
    (503, "Shutdown", RETRY),
]  # fmt: skip


@pytest.mark.parametrize(("status", "reason", "verdict"), APNS_ANSWERS)
def test_apples_answers(apple: ApnsPush, apns: Apns, status: int, reason: str, verdict: Verdict) -> None:
    apns.answer = (status, reason)
    assert one(apple, "ab" * 32).verdict is verdict


def test_apple_gets_what_it_asks_for(apple: ApnsPush, apns: Apns) -> None:
    deliveries = apple.send([message(f"{number:064x}", urgent=True) for number in range(30)])
    assert {each.verdict for each in deliveries} == {SENT}
    assert all(uuid.UUID(each.id or "") for each in deliveries)
    headers = apns.headers[0]
    assert headers["apns-topic"] == "edu.nyu.violet"
    assert (headers["apns-push-type"], headers["apns-priority"]) == ("alert", "10")
    assert len(headers["apns-collapse-id"]) <= 64
    assert apns.bodies[0]["aps"]["alert"] == {"title": "Jazz", "body": "Starts at 7 PM"}
    assert jwt.get_unverified_header(apns.tokens[0]) == {"alg": "ES256", "kid": "KEY", "typ": "JWT"}
    assert len(set(apns.tokens)) == 1, "one token for all"
    assert len(apns.shown) == 30


def test_of_many_for_apple_at_once_none_is_lost(apple: ApnsPush, apns: Apns, request: pytest.FixtureRequest) -> None:
    request.addfinalizer(partial(sys.setswitchinterval, sys.getswitchinterval()))
    sys.setswitchinterval(1e-6)  # threads come between one another wherever they can
    deliveries = apple.send([message(f"{number:064x}", collapse_id=f"{number:032x}") for number in range(200)])
    assert {delivery.verdict for delivery in deliveries} == {SENT}
    assert len(apns.shown) == 200


def test_the_same_message_has_the_same_id_whoever_sends_it_again(apple: ApnsPush) -> None:
    first, again = one(apple, "ab" * 32), one(apple, "ab" * 32)
    assert first.id == again.id


def test_apples_token_is_renewed_between_twenty_and_sixty_minutes(
    transport: Transport, settings: Settings, apns: Apns
) -> None:
    clock = HandClock()
    clock.now = 1_800_000_000.0
    provider = ApnsPush(transport, settings, clock=clock)
    issued = []
    for minute in range(0, 121, 5):
        clock.now = 1_800_000_000.0 + minute * 60
        assert one(provider, "ab" * 32).verdict is SENT
        issued.append(jwt.decode(apns.tokens[-1], options={"verify_signature": False})["iat"])
    provider.close()
    renewals = sorted(set(issued))
    assert len(renewals) > 2
    assert all(20 * 60 <= later - earlier < 60 * 60 for earlier, later in pairwise(renewals))


def test_apples_retry_after_is_heard(apple: ApnsPush, apns: Apns) -> None:
    apns.answer, apns.retry_after = (429, "TooManyRequests"), "17"
    assert one(apple, "ab" * 32).retry_after_s == 17


@pytest.mark.parametrize(
    ("code", "verdict"),
    [
        ("INVALID_ARGUMENT", DEAD),
        ("bad_value", DEAD),
        ("THIRD_PARTY_AUTH_ERROR", RETRY),
        ("SENDER_ID_MISMATCH", FORGET),
        ("UNREGISTERED", FORGET),
        ("QUOTA_EXCEEDED", RETRY),
        ("INTERNAL", RETRY),
        ("UNAVAILABLE", RETRY),
    ],
)
def test_googles_answers(fcm: FcmPush, simulator: RunningSimulator, code: str, verdict: Verdict) -> None:
    simulator.state.set_mode("fcm", {"code": code, "retry_after": "23"})
    delivery = one(fcm, "token-of-a-phone")
    assert delivery.verdict is verdict
    if verdict is RETRY:
        assert delivery.retry_after_s == 23


def test_google_signs_in_once_for_many(fcm: FcmPush, simulator: RunningSimulator) -> None:
    deliveries = fcm.send([message(f"token-{number}") for number in range(20)])
    assert {each.verdict for each in deliveries} == {SENT}
    assert len(simulator.state.requests("fcm_oauth")) == 1
    body = simulator.state.requests("fcm")[0].json()["message"]
    assert body["android"]["collapse_key"] == body["android"]["notification"]["tag"]


def test_a_sign_in_that_is_denied_delays(fcm: FcmPush, simulator: RunningSimulator) -> None:
    simulator.state.set_mode("fcm_oauth", {"denied": True})
    assert one(fcm, "token").verdict is RETRY


def test_a_browser_reads_what_was_sent_and_nobody_in_between(
    browsers: WebPush, simulator: RunningSimulator, settings: Settings
) -> None:
    sim: Any = simulator.state.upstreams["browsers"]
    address = orjson.dumps(sim.subscription(simulator.url)).decode()
    assert one(browsers, address).verdict is SENT
    assert sim.read == [{"title": "Jazz", "body": "Starts at 7 PM", "tag": "a" * 32, "data": {"url": "x"}}]
    assert sim.claims["aud"] == simulator.url
    assert sim.claims["sub"] == "mailto:violet@example.org"
    (request,) = simulator.state.requests("browsers")
    assert b"Jazz" not in request.body
    assert (request.headers["topic"], request.headers["urgency"]) == ("a" * 32, "normal")
    assert request.headers["authorization"].endswith(f"k={webpush_public_key(settings)}")


@pytest.mark.parametrize(
    ("status", "verdict"),
    [(404, FORGET), (410, FORGET), (400, DEAD), (401, RETRY), (403, RETRY), (406, RETRY), (413, DEAD), (429, RETRY), (500, RETRY), (503, RETRY)],
)  # fmt: skip
def test_a_browsers_service_answers(
    browsers: WebPush, simulator: RunningSimulator, status: int, verdict: Verdict
) -> None:
    sim: Any = simulator.state.upstreams["browsers"]
    simulator.state.set_mode("browsers", {"status": status, "retry_after": "31"})
    delivery = one(browsers, orjson.dumps(sim.subscription(simulator.url)).decode())
    assert delivery.verdict is verdict
    assert status not in (406, 429, 503) or delivery.retry_after_s == 31


@pytest.mark.parametrize(
    ("endpoint", "allowed"),
    [
        ("https://fcm.googleapis.com/fcm/send/a", True),
        ("https://updates.push.services.mozilla.com/wpush/v2/a", True),
        ("https://wns2-par02p.notify.windows.com/w/?token=a", True),
        ("https://web.push.apple.com/a", True),
        ("http://fcm.googleapis.com/fcm/send/a", False),
        ("https://fcm.googleapis.com:8443/a", False),
        ("https://fcm.googleapis.com.evil.example/a", False),
        ("https://user@fcm.googleapis.com/a", False),
        ("https://169.254.169.254/latest", False),
        ("https://localhost/a", False),
        ("file:///etc/passwd", False),
    ],
)
def test_only_the_browsers_own_services_are_called(endpoint: str, allowed: bool) -> None:
    assert is_allowed(endpoint, WEBPUSH_HOSTS) is allowed


def test_a_subscription_elsewhere_is_forgotten_and_never_called(browsers: WebPush, simulator: RunningSimulator) -> None:
    sim: Any = simulator.state.upstreams["browsers"]
    elsewhere = sim.subscription("http://127.0.0.1:1")
    assert one(browsers, orjson.dumps(elsewhere).decode()).verdict is FORGET
    assert simulator.state.requests("browsers") == []


@pytest.mark.parametrize(
    ("code", "verdict"),
    [(21211, FORGET), (21212, RETRY), (21408, DEAD), (21608, DEAD), (21610, FORGET), (21614, FORGET), (20003, RETRY), (20429, RETRY), (99999, DEAD)],
)  # fmt: skip
def test_twilios_answers(twilio: TwilioSms, simulator: RunningSimulator, code: int, verdict: Verdict) -> None:
    simulator.state.set_mode("twilio", {"code": code})
    delivery = twilio.send(SMS)
    assert (delivery.verdict, delivery.reason) == (verdict, f"code_{code}")


def test_a_text_message_is_found_again_by_its_mark(twilio: TwilioSms, simulator: RunningSimulator) -> None:
    now = datetime.now(UTC)
    assert twilio.find(SMS, since=now) is None
    sent = twilio.send(SMS)
    assert sent.verdict is SENT
    assert twilio.find(SMS, since=now) == sent.id
    assert twilio.find(SmsMessage(PHONE, "Another", "another-mark"), since=now) is None


@pytest.mark.parametrize("kind", ["timeout", "cut", "cut_body", "html", "html_error", "truncated", "empty", "empty_object", "wrong_types", "bad_gzip"])  # fmt: skip
def test_whatever_else_goes_wrong_delays_and_loses_nothing(
    simulator: RunningSimulator, kind: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("expo", "fcm"):
        monkeypatch.setattr(f"violet.providers.push.{module}.BUDGET_S", 0.4)
    monkeypatch.setattr("violet.providers.sms.BUDGET_S", 0.4)
    settings = make_settings(breaker_failures=1000, **message_settings(simulator.url))
    transport = Transport(settings)
    poster = Poster(transport, settings)
    for name in ("expo", "fcm", "twilio"):
        simulator.state.set_fault(name, Fault(kind, status=502))
    assert one(ExpoPush(poster, settings), "ExponentPushToken[a]").verdict is RETRY
    assert one(FcmPush(poster, settings), "token").verdict is RETRY
    assert TwilioSms(poster, settings).send(SMS).verdict is RETRY
    poster.close()
    transport.close()


def test_nobody_there_delays(transport: Transport) -> None:
    settings = make_settings(**message_settings("http://127.0.0.1:1"))
    poster = Poster(transport, settings)
    providers: list[tuple[PushProvider, str]] = [
        (ExpoPush(poster, settings), "ExponentPushToken[a]"),
        (FcmPush(poster, settings), "token"),
        (ApnsPush(transport, settings), "ab" * 32),
    ]
    for provider, address in providers:
        assert one(provider, address).verdict is RETRY
    assert TwilioSms(poster, settings).send(SMS).verdict is RETRY
    poster.close()


def test_without_keys_nothing_is_sent_and_development_shows_it(
    transport: Transport, capsys: pytest.CaptureFixture[str]
) -> None:
    off = build_push(transport, make_settings(push="off"))
    assert one(off["expo"], "ExponentPushToken[a]").reason == "not_configured"
    assert capsys.readouterr().err == ""
    shown = build_push(transport, make_settings())
    assert one(shown["apns"], "ab" * 32).verdict is SENT
    assert "Starts at 7 PM" in capsys.readouterr().err
    assert build_sms(transport, make_settings(sms="on")).send(SMS).verdict is DEAD
