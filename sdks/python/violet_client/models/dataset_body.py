from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.dataset_body_refused_type_0 import DatasetBodyRefusedType0
    from ..models.drift_body import DriftBody


T = TypeVar("T", bound="DatasetBody")


@_attrs_define
class DatasetBody:
    """`refused` counts by reason the rows that are no places; `failure` is null while all is well.

    Attributes:
        dataset (str):
        title (str):
        publisher (str):
        license_ (str):
        attempted_at (datetime.datetime | None):
        succeeded_at (datetime.datetime | None):
        next_at (datetime.datetime | None):
        failure (None | str):
        rows (int | None):
        refused (DatasetBodyRefusedType0 | None):
        drift (DriftBody | None):
    """

    dataset: str
    title: str
    publisher: str
    license_: str
    attempted_at: datetime.datetime | None
    succeeded_at: datetime.datetime | None
    next_at: datetime.datetime | None
    failure: str | None
    rows: int | None
    refused: DatasetBodyRefusedType0 | None
    drift: DriftBody | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.dataset_body_refused_type_0 import DatasetBodyRefusedType0
        from ..models.drift_body import DriftBody

        dataset = self.dataset

        title = self.title

        publisher = self.publisher

        license_ = self.license_

        attempted_at: str | None
        if isinstance(self.attempted_at, datetime.datetime):
            attempted_at = self.attempted_at.isoformat()
        else:
            attempted_at = self.attempted_at

        succeeded_at: str | None
        if isinstance(self.succeeded_at, datetime.datetime):
            succeeded_at = self.succeeded_at.isoformat()
        else:
            succeeded_at = self.succeeded_at

        next_at: str | None
        if isinstance(self.next_at, datetime.datetime):
            next_at = self.next_at.isoformat()
        else:
            next_at = self.next_at

        failure: str | None
        failure = self.failure

        rows: int | None
        rows = self.rows

        refused: dict[str, Any] | None
        if isinstance(self.refused, DatasetBodyRefusedType0):
            refused = self.refused.to_dict()
        else:
            refused = self.refused

        drift: dict[str, Any] | None
        if isinstance(self.drift, DriftBody):
            drift = self.drift.to_dict()
        else:
            drift = self.drift

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "dataset": dataset,
                "title": title,
                "publisher": publisher,
                "license": license_,
                "attempted_at": attempted_at,
                "succeeded_at": succeeded_at,
                "next_at": next_at,
                "failure": failure,
                "rows": rows,
                "refused": refused,
                "drift": drift,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.dataset_body_refused_type_0 import DatasetBodyRefusedType0
        from ..models.drift_body import DriftBody

        d = dict(src_dict)
        dataset = d.pop("dataset")

        title = d.pop("title")

        publisher = d.pop("publisher")

        license_ = d.pop("license")

        def _parse_attempted_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                attempted_at_type_0 = datetime.datetime.fromisoformat(data)

                return attempted_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.datetime | None", data)

        attempted_at = _parse_attempted_at(d.pop("attempted_at"))

        def _parse_succeeded_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                succeeded_at_type_0 = datetime.datetime.fromisoformat(data)

                return succeeded_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.datetime | None", data)

        succeeded_at = _parse_succeeded_at(d.pop("succeeded_at"))

        def _parse_next_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                next_at_type_0 = datetime.datetime.fromisoformat(data)

                return next_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.datetime | None", data)

        next_at = _parse_next_at(d.pop("next_at"))

        def _parse_failure(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        failure = _parse_failure(d.pop("failure"))

        def _parse_rows(data: object) -> int | None:
            if data is None:
                return data
            return cast("int | None", data)

        rows = _parse_rows(d.pop("rows"))

        def _parse_refused(data: object) -> DatasetBodyRefusedType0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                refused_type_0 = DatasetBodyRefusedType0.from_dict(data)

                return refused_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("DatasetBodyRefusedType0 | None", data)

        refused = _parse_refused(d.pop("refused"))

        def _parse_drift(data: object) -> DriftBody | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                drift_type_0 = DriftBody.from_dict(data)

                return drift_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("DriftBody | None", data)

        drift = _parse_drift(d.pop("drift"))

        dataset_body = cls(
            dataset=dataset,
            title=title,
            publisher=publisher,
            license_=license_,
            attempted_at=attempted_at,
            succeeded_at=succeeded_at,
            next_at=next_at,
            failure=failure,
            rows=rows,
            refused=refused,
            drift=drift,
        )

        dataset_body.additional_properties = d
        return dataset_body

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
