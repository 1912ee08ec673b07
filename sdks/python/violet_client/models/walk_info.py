from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.walk_state import WalkState

if TYPE_CHECKING:
    from ..models.walk_contact import WalkContact
    from ..models.walk_destination import WalkDestination


T = TypeVar("T", bound="WalkInfo")


@_attrs_define
class WalkInfo:
    """
    Attributes:
        id (str):
        state (WalkState):
        destination (WalkDestination):
        started_at (datetime.datetime):
        due_at (datetime.datetime):
        escalates_at (datetime.datetime):
        ended_at (datetime.datetime | None):
        share_url (str):
        contacts (list[WalkContact]):
        position_at (datetime.datetime | None):
        confirm_arrival (bool):
    """

    id: str
    state: WalkState
    destination: WalkDestination
    started_at: datetime.datetime
    due_at: datetime.datetime
    escalates_at: datetime.datetime
    ended_at: datetime.datetime | None
    share_url: str
    contacts: list[WalkContact]
    position_at: datetime.datetime | None
    confirm_arrival: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        state = self.state.value

        destination = self.destination.to_dict()

        started_at = self.started_at.isoformat()

        due_at = self.due_at.isoformat()

        escalates_at = self.escalates_at.isoformat()

        ended_at: str | None
        if isinstance(self.ended_at, datetime.datetime):
            ended_at = self.ended_at.isoformat()
        else:
            ended_at = self.ended_at

        share_url = self.share_url

        contacts = []
        for contacts_item_data in self.contacts:
            contacts_item = contacts_item_data.to_dict()
            contacts.append(contacts_item)

        position_at: str | None
        if isinstance(self.position_at, datetime.datetime):
            position_at = self.position_at.isoformat()
        else:
            position_at = self.position_at

        confirm_arrival = self.confirm_arrival

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "state": state,
                "destination": destination,
                "started_at": started_at,
                "due_at": due_at,
                "escalates_at": escalates_at,
                "ended_at": ended_at,
                "share_url": share_url,
                "contacts": contacts,
                "position_at": position_at,
                "confirm_arrival": confirm_arrival,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.walk_contact import WalkContact
        from ..models.walk_destination import WalkDestination

        d = dict(src_dict)
        id = d.pop("id")

        state = WalkState(d.pop("state"))

        destination = WalkDestination.from_dict(d.pop("destination"))

        started_at = datetime.datetime.fromisoformat(d.pop("started_at"))

        due_at = datetime.datetime.fromisoformat(d.pop("due_at"))

        escalates_at = datetime.datetime.fromisoformat(d.pop("escalates_at"))

        def _parse_ended_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                ended_at_type_0 = datetime.datetime.fromisoformat(data)

                return ended_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.datetime | None", data)

        ended_at = _parse_ended_at(d.pop("ended_at"))

        share_url = d.pop("share_url")

        contacts = []
        _contacts = d.pop("contacts")
        for contacts_item_data in _contacts:
            contacts_item = WalkContact.from_dict(contacts_item_data)

            contacts.append(contacts_item)

        def _parse_position_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                position_at_type_0 = datetime.datetime.fromisoformat(data)

                return position_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.datetime | None", data)

        position_at = _parse_position_at(d.pop("position_at"))

        confirm_arrival = d.pop("confirm_arrival")

        walk_info = cls(
            id=id,
            state=state,
            destination=destination,
            started_at=started_at,
            due_at=due_at,
            escalates_at=escalates_at,
            ended_at=ended_at,
            share_url=share_url,
            contacts=contacts,
            position_at=position_at,
            confirm_arrival=confirm_arrival,
        )

        walk_info.additional_properties = d
        return walk_info

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
