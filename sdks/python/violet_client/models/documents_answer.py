from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.document_answer import DocumentAnswer


T = TypeVar("T", bound="DocumentsAnswer")


@_attrs_define
class DocumentsAnswer:
    """
    Attributes:
        documents (list[DocumentAnswer]):
        next_ (None | str):
    """

    documents: list[DocumentAnswer]
    next_: str | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        documents = []
        for documents_item_data in self.documents:
            documents_item = documents_item_data.to_dict()
            documents.append(documents_item)

        next_: str | None
        next_ = self.next_

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "documents": documents,
                "next": next_,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.document_answer import DocumentAnswer

        d = dict(src_dict)
        documents = []
        _documents = d.pop("documents")
        for documents_item_data in _documents:
            documents_item = DocumentAnswer.from_dict(documents_item_data)

            documents.append(documents_item)

        def _parse_next_(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        next_ = _parse_next_(d.pop("next"))

        documents_answer = cls(
            documents=documents,
            next_=next_,
        )

        documents_answer.additional_properties = d
        return documents_answer

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
