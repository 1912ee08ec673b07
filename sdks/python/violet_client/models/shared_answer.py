from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.walk_state import WalkState

if TYPE_CHECKING:
    from ..models.shared_destination import SharedDestination
    from ..models.shared_position import SharedPosition


T = TypeVar("T", bound="SharedAnswer")


@_attrs_define
class SharedAnswer:
    """A walk as somebody sees it who has its link. `meters_to_go` is as the crow flies.

    Attributes:
        first_name (None | str):
        state (WalkState):
        destination (SharedDestination):
        position (None | SharedPosition):
        due_at (datetime.datetime):
        updated_at (datetime.datetime):
        meters_to_go (int | None):
    """

    first_name: str | None
    state: WalkState
    destination: SharedDestination
    position: SharedPosition | None
    due_at: datetime.datetime
    updated_at: datetime.datetime
    meters_to_go: int | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.shared_position import SharedPosition

        first_name: str | None
        first_name = self.first_name

        state = self.state.value

        destination = self.destination.to_dict()

        position: dict[str, Any] | None
        if isinstance(self.position, SharedPosition):
            position = self.position.to_dict()
        else:
            position = self.position

        due_at = self.due_at.isoformat()

        updated_at = self.updated_at.isoformat()

        meters_to_go: int | None
        meters_to_go = self.meters_to_go

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "first_name": first_name,
                "state": state,
                "destination": destination,
                "position": position,
                "due_at": due_at,
                "updated_at": updated_at,
                "meters_to_go": meters_to_go,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.shared_destination import SharedDestination
        from ..models.shared_position import SharedPosition

        d = dict(src_dict)

        def _parse_first_name(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        first_name = _parse_first_name(d.pop("first_name"))

        state = WalkState(d.pop("state"))

        destination = SharedDestination.from_dict(d.pop("destination"))

        def _parse_position(data: object) -> SharedPosition | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                position_type_0 = SharedPosition.from_dict(data)

                return position_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("None | SharedPosition", data)

        position = _parse_position(d.pop("position"))

        due_at = datetime.datetime.fromisoformat(d.pop("due_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        def _parse_meters_to_go(data: object) -> int | None:
            if data is None:
                return data
            return cast("int | None", data)

        meters_to_go = _parse_meters_to_go(d.pop("meters_to_go"))

        shared_answer = cls(
            first_name=first_name,
            state=state,
            destination=destination,
            position=position,
            due_at=due_at,
            updated_at=updated_at,
            meters_to_go=meters_to_go,
        )

        shared_answer.additional_properties = d
        return shared_answer

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
