from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.health_refusal_database import HealthRefusalDatabase
from ..models.health_refusal_migrations_type_0 import HealthRefusalMigrationsType0
from ..models.health_refusal_redis import HealthRefusalRedis
from ..models.health_refusal_status import HealthRefusalStatus
from ..types import UNSET, Unset

T = TypeVar("T", bound="HealthRefusal")


@_attrs_define
class HealthRefusal:
    """An error that also says what is missing.

    Attributes:
        error (str):
        code (str):
        request_id (str):
        status (HealthRefusalStatus):
        database (HealthRefusalDatabase):
        redis (HealthRefusalRedis):
        version (str):
        commit (str):
        field (None | str | Unset):
        migrations (HealthRefusalMigrationsType0 | None | Unset):
    """

    error: str
    code: str
    request_id: str
    status: HealthRefusalStatus
    database: HealthRefusalDatabase
    redis: HealthRefusalRedis
    version: str
    commit: str
    field: str | Unset | None = UNSET
    migrations: HealthRefusalMigrationsType0 | Unset | None = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        error = self.error

        code = self.code

        request_id = self.request_id

        status = self.status.value

        database = self.database.value

        redis = self.redis.value

        version = self.version

        commit = self.commit

        field: str | Unset | None
        if isinstance(self.field, Unset):
            field = UNSET
        else:
            field = self.field

        migrations: str | Unset | None
        if isinstance(self.migrations, Unset):
            migrations = UNSET
        elif isinstance(self.migrations, HealthRefusalMigrationsType0):
            migrations = self.migrations.value
        else:
            migrations = self.migrations

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "error": error,
                "code": code,
                "request_id": request_id,
                "status": status,
                "database": database,
                "redis": redis,
                "version": version,
                "commit": commit,
            }
        )
        if field is not UNSET:
            field_dict["field"] = field
        if migrations is not UNSET:
            field_dict["migrations"] = migrations

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        error = d.pop("error")

        code = d.pop("code")

        request_id = d.pop("request_id")

        status = HealthRefusalStatus(d.pop("status"))

        database = HealthRefusalDatabase(d.pop("database"))

        redis = HealthRefusalRedis(d.pop("redis"))

        version = d.pop("version")

        commit = d.pop("commit")

        def _parse_field(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("None | str | Unset", data)

        field = _parse_field(d.pop("field", UNSET))

        def _parse_migrations(data: object) -> HealthRefusalMigrationsType0 | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                migrations_type_0 = HealthRefusalMigrationsType0(data)

                return migrations_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("HealthRefusalMigrationsType0 | None | Unset", data)

        migrations = _parse_migrations(d.pop("migrations", UNSET))

        health_refusal = cls(
            error=error,
            code=code,
            request_id=request_id,
            status=status,
            database=database,
            redis=redis,
            version=version,
            commit=commit,
            field=field,
            migrations=migrations,
        )

        health_refusal.additional_properties = d
        return health_refusal

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
