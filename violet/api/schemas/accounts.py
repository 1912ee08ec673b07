"""Accounts on the wire: log-in, the person, preferences and settings."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, StrictBool, StringConstraints, model_validator

from violet.api.schemas.common import ApiModel
from violet.domain.preferences import CommutePreference, IndoorOutdoor
from violet.domain.vocabulary import Allergy, Diet

CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")
PUSH_ADDRESS = (
    r"^((Exponent|Expo)PushToken\[[^\]\s]{1,150}\]"
    r"|[a-zA-Z\d]{8}-[a-zA-Z\d]{4}-[a-zA-Z\d]{4}-[a-zA-Z\d]{4}-[a-zA-Z\d]{12}"
    r"|[0-9a-fA-F]{64,200})$"
)


def _one_line(text: str) -> str:
    """A line break becomes a space; nothing else of that kind has a place in a name or an address."""
    return CONTROL.sub(" ", text).strip()


def _text(text: str) -> str:
    """Several lines, but no NUL, which PostgreSQL cannot keep."""
    return text.replace("\x00", "").strip()


def _diet(value: Any) -> Any:
    return value.strip().lower().replace("_", "-") if isinstance(value, str) else value


Restriction = Annotated[Diet | Allergy, BeforeValidator(_diet)]
Line = Annotated[str, AfterValidator(_one_line)]
Secret = Annotated[str, StringConstraints(min_length=1, max_length=1024, strip_whitespace=False)]
Email = Annotated[str, StringConstraints(min_length=3, max_length=254, strip_whitespace=True)]
Token = Annotated[str, StringConstraints(min_length=1, max_length=4096)]
Weight = Annotated[float, Field(ge=0, le=1)]
Vibe = Annotated[Line, StringConstraints(min_length=1, max_length=50)]
SessionId = Annotated[str | None, Field(max_length=200, description="The anonymous session to take over.")]
# Whole ones on the wire: iOS reads an integer, and a fraction would keep the person from logging in.
Dollars = Annotated[float, Field(ge=0, le=100_000), AfterValidator(round)]


class SecretsModel(ApiModel):
    """Passwords are taken as typed, spaces and all."""

    model_config = ConfigDict(str_strip_whitespace=False, hide_input_in_errors=True)


class SignUpBody(SecretsModel):
    email: Email
    password: Secret
    first_name: Annotated[Line, Field(max_length=80)] | None = None
    session_id: SessionId = None


class LogInBody(SecretsModel):
    email: Annotated[str, Field(max_length=1024)]
    password: Annotated[str, Field(max_length=4096)]
    session_id: SessionId = None


class RefreshBody(ApiModel):
    refresh_token: Token


class PageSessionBody(ApiModel):
    """`refresh_token` of a log-in that the page just made."""

    refresh_token: Token | None = None


class PageSessionAnswer(ApiModel):
    token: str | None


class ForgotPasswordBody(ApiModel):
    email: Email


class ResetPasswordBody(SecretsModel):
    token: Token
    password: Secret


class VerifyEmailBody(ApiModel):
    token: Token


class ChangePasswordBody(SecretsModel):
    current_password: Secret
    new_password: Secret


class DeleteAccountBody(SecretsModel):
    password: Secret


class ProfileBody(ApiModel):
    """A key left out is unchanged; null or an empty string clears it."""

    first_name: Annotated[Line, Field(max_length=80)] | None = None
    home_address: Annotated[Line, Field(max_length=300)] | None = None


class Budget(ApiModel):
    """Dollars a person; either end may be open."""

    model_config = ConfigDict(extra="forbid")

    min: Dollars | None = None
    max: Dollars | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Budget:
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError("min must not be above max")
        return self


class PreferencesBody(ApiModel):
    """A key left out is unchanged; null clears it. Any other key is refused by name."""

    model_config = ConfigDict(extra="forbid")

    preferred_vibes: (
        Annotated[list[Literal["study", "free_events", "food", "nightlife", "explore"]], Field(max_length=20)] | None
    ) = None
    budget: Budget | None = None
    dietary_restrictions: Annotated[list[Restriction], Field(max_length=20)] | None = None
    max_walk_minutes_default: Annotated[int, Field(ge=5, le=60)] | None = None
    interests: Annotated[str, AfterValidator(_text), Field(max_length=500)] | None = None
    commute_preference: CommutePreference | None = None
    vibes: Annotated[dict[Vibe, Weight], Field(max_length=30)] | None = None
    distance_limit_minutes: Annotated[int, Field(ge=1, le=180)] | None = None
    indoor_outdoor: IndoorOutdoor | None = None


class SettingsBody(ApiModel):
    """A key left out is unchanged; null restores its default. Any other key is refused by name."""

    model_config = ConfigDict(extra="forbid")

    google_calendar_enabled: StrictBool | None = None
    calendar_integration_enabled: StrictBool | None = None
    notifications_enabled: StrictBool | None = None
    use_preferences_for_personalization: StrictBool | None = None
    campus: Annotated[str, StringConstraints(max_length=64)] | None = None


class ActivityBody(ApiModel):
    model_config = ConfigDict(coerce_numbers_to_str=True)

    type: Annotated[Line, Field(min_length=1, max_length=50)]
    place_id: Annotated[Line, Field(max_length=300)] | None = None
    name: Annotated[Line, Field(max_length=300)] | None = None
    vibe: Annotated[Line, Field(max_length=50)] | None = None
    score: float | None = None


class NotificationTokenBody(ApiModel):
    """An Expo push token, or an APNs device token in hex."""

    token: Annotated[str, Field(pattern=PUSH_ADDRESS)]


class PreferencesAnswer(ApiModel):
    preferred_vibes: list[str]
    budget: Budget
    dietary_restrictions: list[str]
    max_walk_minutes_default: int | None
    interests: str | None
    commute_preference: str | None
    vibes: dict[str, float]
    distance_limit_minutes: int | None
    indoor_outdoor: str | None


class SettingsAnswer(ApiModel):
    google_calendar_enabled: bool
    calendar_integration_enabled: bool
    notifications_enabled: bool
    use_preferences_for_personalization: bool
    campus: str | None = None


class ProfileAnswer(ApiModel):
    first_name: str | None
    home_address: str | None


class UserAnswer(ProfileAnswer):
    id: int
    email: str
    email_verified: bool
    preferences: PreferencesAnswer
    settings: SettingsAnswer


class ActivityAnswer(ApiModel):
    type: str
    place_id: str | None
    name: str | None
    vibe: str | None
    score: float | None
    created_at: datetime
    category: str | None = None


class AffinityAnswer(ApiModel):
    """`affinity` is -1 to 1 by category, learned from `activities`; `used` is whether it may move what is shown."""

    affinity: dict[str, Annotated[float, Field(ge=-1, le=1)]]
    activities: int
    used: bool


class MeAnswer(UserAnswer):
    recent_activity: list[ActivityAnswer]


class TokensAnswer(ApiModel):
    token: str
    refresh_token: str


class ChangedPasswordAnswer(TokensAnswer):
    status: Literal["ok"]


class LogInAnswer(TokensAnswer):
    user: UserAnswer


class StatusAnswer(ApiModel):
    status: Literal["ok"]
    message: str | None = None


class ExportedAccount(UserAnswer):
    role: str
    created_at: datetime


class ExportedLogIn(ApiModel):
    created_at: datetime
    expires_at: datetime


class ExportedCalendar(ApiModel):
    """`content` is what the person gave us of it; null where it is keys to somebody else's door."""

    kind: Literal["busy_times", "ical", "google"]
    status: Literal["linked", "revoked"]
    linked_at: datetime
    content: Any


class ExportedTurn(ApiModel):
    """`places` are the names of the cards."""

    at: datetime
    message: str
    reply: str
    places: list[str]


class ExportedPlace(ApiModel):
    """A saved place."""

    provider: str
    place_id: str
    name: str
    saved_at: datetime


class ExportAnswer(ApiModel):
    """Everything we hold of a person."""

    exported_at: datetime
    account: ExportedAccount
    log_ins: list[ExportedLogIn]
    activity: list[ActivityAnswer]
    notification_tokens: list[str]
    saved_places: list[ExportedPlace]
    reports: list[dict[str, Any]]
    feedback: list[dict[str, Any]]
    documents: list[dict[str, Any]]
    calendars: list[ExportedCalendar]
    conversation: list[ExportedTurn]
