"""The simulated services that bring messages to people: Expo, FCM, browsers' push services, Twilio."""

from __future__ import annotations

from tests.simulator.http import Upstream
from tests.simulator.upstreams.messages.browsers import Browsers
from tests.simulator.upstreams.messages.expo import Expo
from tests.simulator.upstreams.messages.fcm import Fcm, FcmOAuth
from tests.simulator.upstreams.messages.twilio import Twilio


def message_upstreams() -> list[Upstream]:
    return [Expo(), FcmOAuth(), Fcm(), Browsers(), Twilio()]
