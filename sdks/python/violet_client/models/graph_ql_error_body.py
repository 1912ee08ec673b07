from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.graph_ql_error_body_extensions_type_0 import GraphQLErrorBodyExtensionsType0


T = TypeVar("T", bound="GraphQLErrorBody")


@_attrs_define
class GraphQLErrorBody:
    """
    Attributes:
        message (str):
        path (list[int | str] | None | Unset):
        extensions (GraphQLErrorBodyExtensionsType0 | None | Unset):
    """

    message: str
    path: list[int | str] | Unset | None = UNSET
    extensions: GraphQLErrorBodyExtensionsType0 | Unset | None = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.graph_ql_error_body_extensions_type_0 import GraphQLErrorBodyExtensionsType0

        message = self.message

        path: list[int | str] | Unset | None
        if isinstance(self.path, Unset):
            path = UNSET
        elif isinstance(self.path, list):
            path = []
            for path_type_0_item_data in self.path:
                path_type_0_item: int | str
                path_type_0_item = path_type_0_item_data
                path.append(path_type_0_item)

        else:
            path = self.path

        extensions: dict[str, Any] | Unset | None
        if isinstance(self.extensions, Unset):
            extensions = UNSET
        elif isinstance(self.extensions, GraphQLErrorBodyExtensionsType0):
            extensions = self.extensions.to_dict()
        else:
            extensions = self.extensions

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "message": message,
            }
        )
        if path is not UNSET:
            field_dict["path"] = path
        if extensions is not UNSET:
            field_dict["extensions"] = extensions

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.graph_ql_error_body_extensions_type_0 import GraphQLErrorBodyExtensionsType0

        d = dict(src_dict)
        message = d.pop("message")

        def _parse_path(data: object) -> list[int | str] | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                path_type_0 = []
                _path_type_0 = data
                for path_type_0_item_data in _path_type_0:

                    def _parse_path_type_0_item(data: object) -> int | str:
                        return cast("int | str", data)

                    path_type_0_item = _parse_path_type_0_item(path_type_0_item_data)

                    path_type_0.append(path_type_0_item)

                return path_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("list[int | str] | None | Unset", data)

        path = _parse_path(d.pop("path", UNSET))

        def _parse_extensions(data: object) -> GraphQLErrorBodyExtensionsType0 | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                extensions_type_0 = GraphQLErrorBodyExtensionsType0.from_dict(data)

                return extensions_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("GraphQLErrorBodyExtensionsType0 | None | Unset", data)

        extensions = _parse_extensions(d.pop("extensions", UNSET))

        graph_ql_error_body = cls(
            message=message,
            path=path,
            extensions=extensions,
        )

        graph_ql_error_body.additional_properties = d
        return graph_ql_error_body

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
