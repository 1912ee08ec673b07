from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.health_answer_database import HealthAnswerDatabase
from ..models.health_answer_redis import HealthAnswerRedis
from ..models.health_answer_status import HealthAnswerStatus
from ..types import UNSET, Unset

T = TypeVar("T", bound="HealthAnswer")


@_attrs_define
class HealthAnswer:
    """`commit` is the version control's name of what runs; `you_come_from` the caller's address, for administrators.

    Attributes:
        status (HealthAnswerStatus):
        database (HealthAnswerDatabase):
        redis (HealthAnswerRedis):
        version (str):
        commit (str):
        you_come_from (None | str | Unset):
    """

    status: HealthAnswerStatus
    database: HealthAnswerDatabase
    redis: HealthAnswerRedis
    version: str
    commit: str
    you_come_from: str | Unset | None = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        status = self.status.value

        database = self.database.value

        redis = self.redis.value

        version = self.version

        commit = self.commit

        you_come_from: str | Unset | None
        if isinstance(self.you_come_from, Unset):
            you_come_from = UNSET
        else:
            you_come_from = self.you_come_from

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "status": status,
                "database": database,
                "redis": redis,
                "version": version,
                "commit": commit,
            }
        )
        if you_come_from is not UNSET:
            field_dict["you_come_from"] = you_come_from

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        status = HealthAnswerStatus(d.pop("status"))

        database = HealthAnswerDatabase(d.pop("database"))

        redis = HealthAnswerRedis(d.pop("redis"))

        version = d.pop("version")

        commit = d.pop("commit")

        def _parse_you_come_from(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("None | str | Unset", data)

        you_come_from = _parse_you_come_from(d.pop("you_come_from", UNSET))

        health_answer = cls(
            status=status,
            database=database,
            redis=redis,
            version=version,
            commit=commit,
            you_come_from=you_come_from,
        )

        health_answer.additional_properties = d
        return health_answer

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
