from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.option_card import OptionCard


T = TypeVar("T", bound="PollOption")


@_attrs_define
class PollOption:
    """`voters` are members who are fine with it, `votes` how many that are.

    Attributes:
        id (int):
        text (str):
        card (None | OptionCard):
        votes (int):
        voters (list[int]):
    """

    id: int
    text: str
    card: OptionCard | None
    votes: int
    voters: list[int]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.option_card import OptionCard

        id = self.id

        text = self.text

        card: dict[str, Any] | None
        if isinstance(self.card, OptionCard):
            card = self.card.to_dict()
        else:
            card = self.card

        votes = self.votes

        voters = self.voters

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "text": text,
                "card": card,
                "votes": votes,
                "voters": voters,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.option_card import OptionCard

        d = dict(src_dict)
        id = d.pop("id")

        text = d.pop("text")

        def _parse_card(data: object) -> OptionCard | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                card_type_0 = OptionCard.from_dict(data)

                return card_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("None | OptionCard", data)

        card = _parse_card(d.pop("card"))

        votes = d.pop("votes")

        voters = cast("list[int]", d.pop("voters"))

        poll_option = cls(
            id=id,
            text=text,
            card=card,
            votes=votes,
            voters=voters,
        )

        poll_option.additional_properties = d
        return poll_option

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
