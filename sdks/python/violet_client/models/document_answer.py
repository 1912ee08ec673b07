from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.document_answer_kind import DocumentAnswerKind
from ..models.document_answer_state import DocumentAnswerState

if TYPE_CHECKING:
    from ..models.document_answer_data import DocumentAnswerData


T = TypeVar("T", bound="DocumentAnswer")


@_attrs_define
class DocumentAnswer:
    """`live_version` is the one students see, null where they see none; `problem` says what is wrong with a document
    that cannot be read; `review_note` is why it was rejected.

        Attributes:
            id (str):
            kind (DocumentAnswerKind):
            subject (str):
            state (DocumentAnswerState):
            version (int):
            data (DocumentAnswerData):
            schema_version (int):
            live_version (int | None):
            author_id (int | None):
            reviewer_id (int | None):
            review_note (None | str):
            publish_at (datetime.datetime | None):
            unpublish_at (datetime.datetime | None):
            created_at (datetime.datetime):
            updated_at (datetime.datetime):
            problem (None | str):
    """

    id: str
    kind: DocumentAnswerKind
    subject: str
    state: DocumentAnswerState
    version: int
    data: DocumentAnswerData
    schema_version: int
    live_version: int | None
    author_id: int | None
    reviewer_id: int | None
    review_note: str | None
    publish_at: datetime.datetime | None
    unpublish_at: datetime.datetime | None
    created_at: datetime.datetime
    updated_at: datetime.datetime
    problem: str | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        kind = self.kind.value

        subject = self.subject

        state = self.state.value

        version = self.version

        data = self.data.to_dict()

        schema_version = self.schema_version

        live_version: int | None
        live_version = self.live_version

        author_id: int | None
        author_id = self.author_id

        reviewer_id: int | None
        reviewer_id = self.reviewer_id

        review_note: str | None
        review_note = self.review_note

        publish_at: str | None
        if isinstance(self.publish_at, datetime.datetime):
            publish_at = self.publish_at.isoformat()
        else:
            publish_at = self.publish_at

        unpublish_at: str | None
        if isinstance(self.unpublish_at, datetime.datetime):
            unpublish_at = self.unpublish_at.isoformat()
        else:
            unpublish_at = self.unpublish_at

        created_at = self.created_at.isoformat()

        updated_at = self.updated_at.isoformat()

        problem: str | None
        problem = self.problem

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "kind": kind,
                "subject": subject,
                "state": state,
                "version": version,
                "data": data,
                "schema_version": schema_version,
                "live_version": live_version,
                "author_id": author_id,
                "reviewer_id": reviewer_id,
                "review_note": review_note,
                "publish_at": publish_at,
                "unpublish_at": unpublish_at,
                "created_at": created_at,
                "updated_at": updated_at,
                "problem": problem,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.document_answer_data import DocumentAnswerData

        d = dict(src_dict)
        id = d.pop("id")

        kind = DocumentAnswerKind(d.pop("kind"))

        subject = d.pop("subject")

        state = DocumentAnswerState(d.pop("state"))

        version = d.pop("version")

        data = DocumentAnswerData.from_dict(d.pop("data"))

        schema_version = d.pop("schema_version")

        def _parse_live_version(data: object) -> int | None:
            if data is None:
                return data
            return cast("int | None", data)

        live_version = _parse_live_version(d.pop("live_version"))

        def _parse_author_id(data: object) -> int | None:
            if data is None:
                return data
            return cast("int | None", data)

        author_id = _parse_author_id(d.pop("author_id"))

        def _parse_reviewer_id(data: object) -> int | None:
            if data is None:
                return data
            return cast("int | None", data)

        reviewer_id = _parse_reviewer_id(d.pop("reviewer_id"))

        def _parse_review_note(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        review_note = _parse_review_note(d.pop("review_note"))

        def _parse_publish_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                publish_at_type_0 = datetime.datetime.fromisoformat(data)

                return publish_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.datetime | None", data)

        publish_at = _parse_publish_at(d.pop("publish_at"))

        def _parse_unpublish_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                unpublish_at_type_0 = datetime.datetime.fromisoformat(data)

                return unpublish_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.datetime | None", data)

        unpublish_at = _parse_unpublish_at(d.pop("unpublish_at"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        updated_at = datetime.datetime.fromisoformat(d.pop("updated_at"))

        def _parse_problem(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        problem = _parse_problem(d.pop("problem"))

        document_answer = cls(
            id=id,
            kind=kind,
            subject=subject,
            state=state,
            version=version,
            data=data,
            schema_version=schema_version,
            live_version=live_version,
            author_id=author_id,
            reviewer_id=reviewer_id,
            review_note=review_note,
            publish_at=publish_at,
            unpublish_at=unpublish_at,
            created_at=created_at,
            updated_at=updated_at,
            problem=problem,
        )

        document_answer.additional_properties = d
        return document_answer

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
