from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.graph_ql_answer_data_type_0 import GraphQLAnswerDataType0
    from ..models.graph_ql_error_body import GraphQLErrorBody


T = TypeVar("T", bound="GraphQLAnswer")


@_attrs_define
class GraphQLAnswer:
    """`errors` is left out where every field could be answered.

    Attributes:
        data (GraphQLAnswerDataType0 | None):
        errors (list[GraphQLErrorBody] | None | Unset):
    """

    data: GraphQLAnswerDataType0 | None
    errors: list[GraphQLErrorBody] | Unset | None = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.graph_ql_answer_data_type_0 import GraphQLAnswerDataType0

        data: dict[str, Any] | None
        if isinstance(self.data, GraphQLAnswerDataType0):
            data = self.data.to_dict()
        else:
            data = self.data

        errors: list[dict[str, Any]] | Unset | None
        if isinstance(self.errors, Unset):
            errors = UNSET
        elif isinstance(self.errors, list):
            errors = []
            for errors_type_0_item_data in self.errors:
                errors_type_0_item = errors_type_0_item_data.to_dict()
                errors.append(errors_type_0_item)

        else:
            errors = self.errors

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "data": data,
            }
        )
        if errors is not UNSET:
            field_dict["errors"] = errors

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.graph_ql_answer_data_type_0 import GraphQLAnswerDataType0
        from ..models.graph_ql_error_body import GraphQLErrorBody

        d = dict(src_dict)

        def _parse_data(data: object) -> GraphQLAnswerDataType0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                data_type_0 = GraphQLAnswerDataType0.from_dict(data)

                return data_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("GraphQLAnswerDataType0 | None", data)

        data = _parse_data(d.pop("data"))

        def _parse_errors(data: object) -> list[GraphQLErrorBody] | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                errors_type_0 = []
                _errors_type_0 = data
                for errors_type_0_item_data in _errors_type_0:
                    errors_type_0_item = GraphQLErrorBody.from_dict(errors_type_0_item_data)

                    errors_type_0.append(errors_type_0_item)

                return errors_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("list[GraphQLErrorBody] | None | Unset", data)

        errors = _parse_errors(d.pop("errors", UNSET))

        graph_ql_answer = cls(
            data=data,
            errors=errors,
        )

        graph_ql_answer.additional_properties = d
        return graph_ql_answer

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
