from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.job_body_state import JobBodyState

if TYPE_CHECKING:
    from ..models.job_body_result_type_0 import JobBodyResultType0
    from ..models.job_error import JobError
    from ..models.progress_body import ProgressBody


T = TypeVar("T", bound="JobBody")


@_attrs_define
class JobBody:
    """`attempted_at` are the starts of all attempts. `result` is null for whoever the job does not belong to.

    Attributes:
        id (str):
        kind (str):
        state (JobBodyState):
        progress (None | ProgressBody):
        attempts (int):
        result (JobBodyResultType0 | None):
        error (JobError | None):
        created_at (datetime.datetime):
        started_at (datetime.datetime | None):
        finished_at (datetime.datetime | None):
        attempted_at (list[datetime.datetime]):
    """

    id: str
    kind: str
    state: JobBodyState
    progress: ProgressBody | None
    attempts: int
    result: JobBodyResultType0 | None
    error: JobError | None
    created_at: datetime.datetime
    started_at: datetime.datetime | None
    finished_at: datetime.datetime | None
    attempted_at: list[datetime.datetime]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.job_body_result_type_0 import JobBodyResultType0
        from ..models.job_error import JobError
        from ..models.progress_body import ProgressBody

        id = self.id

        kind = self.kind

        state = self.state.value

        progress: dict[str, Any] | None
        if isinstance(self.progress, ProgressBody):
            progress = self.progress.to_dict()
        else:
            progress = self.progress

        attempts = self.attempts

        result: dict[str, Any] | None
        if isinstance(self.result, JobBodyResultType0):
            result = self.result.to_dict()
        else:
            result = self.result

        error: dict[str, Any] | None
        if isinstance(self.error, JobError):
            error = self.error.to_dict()
        else:
            error = self.error

        created_at = self.created_at.isoformat()

        started_at: str | None
        if isinstance(self.started_at, datetime.datetime):
            started_at = self.started_at.isoformat()
        else:
            started_at = self.started_at

        finished_at: str | None
        if isinstance(self.finished_at, datetime.datetime):
            finished_at = self.finished_at.isoformat()
        else:
            finished_at = self.finished_at

        attempted_at = []
        for attempted_at_item_data in self.attempted_at:
            attempted_at_item = attempted_at_item_data.isoformat()
            attempted_at.append(attempted_at_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "kind": kind,
                "state": state,
                "progress": progress,
                "attempts": attempts,
                "result": result,
                "error": error,
                "created_at": created_at,
                "started_at": started_at,
                "finished_at": finished_at,
                "attempted_at": attempted_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.job_body_result_type_0 import JobBodyResultType0
        from ..models.job_error import JobError
        from ..models.progress_body import ProgressBody

        d = dict(src_dict)
        id = d.pop("id")

        kind = d.pop("kind")

        state = JobBodyState(d.pop("state"))

        def _parse_progress(data: object) -> ProgressBody | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                progress_type_0 = ProgressBody.from_dict(data)

                return progress_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("None | ProgressBody", data)

        progress = _parse_progress(d.pop("progress"))

        attempts = d.pop("attempts")

        def _parse_result(data: object) -> JobBodyResultType0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                result_type_0 = JobBodyResultType0.from_dict(data)

                return result_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("JobBodyResultType0 | None", data)

        result = _parse_result(d.pop("result"))

        def _parse_error(data: object) -> JobError | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                error_type_0 = JobError.from_dict(data)

                return error_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("JobError | None", data)

        error = _parse_error(d.pop("error"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        def _parse_started_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                started_at_type_0 = datetime.datetime.fromisoformat(data)

                return started_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.datetime | None", data)

        started_at = _parse_started_at(d.pop("started_at"))

        def _parse_finished_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                finished_at_type_0 = datetime.datetime.fromisoformat(data)

                return finished_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.datetime | None", data)

        finished_at = _parse_finished_at(d.pop("finished_at"))

        attempted_at = []
        _attempted_at = d.pop("attempted_at")
        for attempted_at_item_data in _attempted_at:
            attempted_at_item = datetime.datetime.fromisoformat(attempted_at_item_data)

            attempted_at.append(attempted_at_item)

        job_body = cls(
            id=id,
            kind=kind,
            state=state,
            progress=progress,
            attempts=attempts,
            result=result,
            error=error,
            created_at=created_at,
            started_at=started_at,
            finished_at=finished_at,
            attempted_at=attempted_at,
        )

        job_body.additional_properties = d
        return job_body

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
