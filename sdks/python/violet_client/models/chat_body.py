from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.chat_body_preferences_type_0 import ChatBodyPreferencesType0


T = TypeVar("T", bound="ChatBody")


@_attrs_define
class ChatBody:
    """`preferences` is read where nobody is signed in. An unknown `vibe` is ignored. `latitude` and
    `longitude` go together. `campus` is one of GET campuses, `language` one that the concierge speaks
    (en, es, zh, hi, fr, ar, ko): the answer is in it.

        Attributes:
            message (None | str | Unset):
            latitude (float | None | Unset):
            longitude (float | None | Unset):
            vibe (None | str | Unset):
            preferences (ChatBodyPreferencesType0 | None | Unset):
            commute_preference (None | str | Unset):
            session_id (None | str | Unset):
            clear_session (bool | None | Unset):
            campus (None | str | Unset):
            language (None | str | Unset):
    """

    message: str | Unset | None = UNSET
    latitude: float | Unset | None = UNSET
    longitude: float | Unset | None = UNSET
    vibe: str | Unset | None = UNSET
    preferences: ChatBodyPreferencesType0 | Unset | None = UNSET
    commute_preference: str | Unset | None = UNSET
    session_id: str | Unset | None = UNSET
    clear_session: bool | Unset | None = UNSET
    campus: str | Unset | None = UNSET
    language: str | Unset | None = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.chat_body_preferences_type_0 import ChatBodyPreferencesType0

        message: str | Unset | None
        if isinstance(self.message, Unset):
            message = UNSET
        else:
            message = self.message

        latitude: float | Unset | None
        if isinstance(self.latitude, Unset):
            latitude = UNSET
        else:
            latitude = self.latitude

        longitude: float | Unset | None
        if isinstance(self.longitude, Unset):
            longitude = UNSET
        else:
            longitude = self.longitude

        vibe: str | Unset | None
        if isinstance(self.vibe, Unset):
            vibe = UNSET
        else:
            vibe = self.vibe

        preferences: dict[str, Any] | Unset | None
        if isinstance(self.preferences, Unset):
            preferences = UNSET
        elif isinstance(self.preferences, ChatBodyPreferencesType0):
            preferences = self.preferences.to_dict()
        else:
            preferences = self.preferences

        commute_preference: str | Unset | None
        if isinstance(self.commute_preference, Unset):
            commute_preference = UNSET
        else:
            commute_preference = self.commute_preference

        session_id: str | Unset | None
        if isinstance(self.session_id, Unset):
            session_id = UNSET
        else:
            session_id = self.session_id

        clear_session: bool | Unset | None
        if isinstance(self.clear_session, Unset):
            clear_session = UNSET
        else:
            clear_session = self.clear_session

        campus: str | Unset | None
        if isinstance(self.campus, Unset):
            campus = UNSET
        else:
            campus = self.campus

        language: str | Unset | None
        if isinstance(self.language, Unset):
            language = UNSET
        else:
            language = self.language

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if message is not UNSET:
            field_dict["message"] = message
        if latitude is not UNSET:
            field_dict["latitude"] = latitude
        if longitude is not UNSET:
            field_dict["longitude"] = longitude
        if vibe is not UNSET:
            field_dict["vibe"] = vibe
        if preferences is not UNSET:
            field_dict["preferences"] = preferences
        if commute_preference is not UNSET:
            field_dict["commute_preference"] = commute_preference
        if session_id is not UNSET:
            field_dict["session_id"] = session_id
        if clear_session is not UNSET:
            field_dict["clear_session"] = clear_session
        if campus is not UNSET:
            field_dict["campus"] = campus
        if language is not UNSET:
            field_dict["language"] = language

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.chat_body_preferences_type_0 import ChatBodyPreferencesType0

        d = dict(src_dict)

        def _parse_message(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("None | str | Unset", data)

        message = _parse_message(d.pop("message", UNSET))

        def _parse_latitude(data: object) -> float | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("float | None | Unset", data)

        latitude = _parse_latitude(d.pop("latitude", UNSET))

        def _parse_longitude(data: object) -> float | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("float | None | Unset", data)

        longitude = _parse_longitude(d.pop("longitude", UNSET))

        def _parse_vibe(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("None | str | Unset", data)

        vibe = _parse_vibe(d.pop("vibe", UNSET))

        def _parse_preferences(data: object) -> ChatBodyPreferencesType0 | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                preferences_type_0 = ChatBodyPreferencesType0.from_dict(data)

                return preferences_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("ChatBodyPreferencesType0 | None | Unset", data)

        preferences = _parse_preferences(d.pop("preferences", UNSET))

        def _parse_commute_preference(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("None | str | Unset", data)

        commute_preference = _parse_commute_preference(d.pop("commute_preference", UNSET))

        def _parse_session_id(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("None | str | Unset", data)

        session_id = _parse_session_id(d.pop("session_id", UNSET))

        def _parse_clear_session(data: object) -> bool | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("bool | None | Unset", data)

        clear_session = _parse_clear_session(d.pop("clear_session", UNSET))

        def _parse_campus(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("None | str | Unset", data)

        campus = _parse_campus(d.pop("campus", UNSET))

        def _parse_language(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("None | str | Unset", data)

        language = _parse_language(d.pop("language", UNSET))

        chat_body = cls(
            message=message,
            latitude=latitude,
            longitude=longitude,
            vibe=vibe,
            preferences=preferences,
            commute_preference=commute_preference,
            session_id=session_id,
            clear_session=clear_session,
            campus=campus,
            language=language,
        )

        chat_body.additional_properties = d
        return chat_body

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
