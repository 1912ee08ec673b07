from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.ready_answer_database import ReadyAnswerDatabase
from ..models.ready_answer_migrations import ReadyAnswerMigrations
from ..models.ready_answer_redis import ReadyAnswerRedis

T = TypeVar("T", bound="ReadyAnswer")


@_attrs_define
class ReadyAnswer:
    """
    Attributes:
        status (Literal['ready']):
        migrations (ReadyAnswerMigrations):
        database (ReadyAnswerDatabase):
        redis (ReadyAnswerRedis):
        version (str):
        commit (str):
    """

    status: Literal["ready"]
    migrations: ReadyAnswerMigrations
    database: ReadyAnswerDatabase
    redis: ReadyAnswerRedis
    version: str
    commit: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        status = self.status

        migrations = self.migrations.value

        database = self.database.value

        redis = self.redis.value

        version = self.version

        commit = self.commit

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "status": status,
                "migrations": migrations,
                "database": database,
                "redis": redis,
                "version": version,
                "commit": commit,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        status = cast("Literal['ready']", d.pop("status"))
        if status != "ready":
            raise ValueError(f"status must match const 'ready', got '{status}'")

        migrations = ReadyAnswerMigrations(d.pop("migrations"))

        database = ReadyAnswerDatabase(d.pop("database"))

        redis = ReadyAnswerRedis(d.pop("redis"))

        version = d.pop("version")

        commit = d.pop("commit")

        ready_answer = cls(
            status=status,
            migrations=migrations,
            database=database,
            redis=redis,
            version=version,
            commit=commit,
        )

        ready_answer.additional_properties = d
        return ready_answer

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
