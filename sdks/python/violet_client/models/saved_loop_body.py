from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.card_body import CardBody
    from ..models.fact_body import FactBody
    from ..models.saved_loop_body_score import SavedLoopBodyScore
    from ..models.step_body import StepBody


T = TypeVar("T", bound="SavedLoopBody")


@_attrs_define
class SavedLoopBody:
    """
    Attributes:
        id (str):
        meters (int):
        minutes (int):
        mode (str):
        polyline (list[list[float]]):
        steps (list[StepBody]):
        score (SavedLoopBodyScore):
        facts (list[FactBody]):
        unknown (list[str]):
        warnings (list[str]):
        estimated (bool):
        provider (str):
        name (str):
        share_url (str):
        stops (list[CardBody]):
        saved_at (datetime.datetime):
    """

    id: str
    meters: int
    minutes: int
    mode: str
    polyline: list[list[float]]
    steps: list[StepBody]
    score: SavedLoopBodyScore
    facts: list[FactBody]
    unknown: list[str]
    warnings: list[str]
    estimated: bool
    provider: str
    name: str
    share_url: str
    stops: list[CardBody]
    saved_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        meters = self.meters

        minutes = self.minutes

        mode = self.mode

        polyline = []
        for polyline_item_data in self.polyline:
            polyline_item = []
            for polyline_item_item_data in polyline_item_data:
                polyline_item_item: float
                polyline_item_item = polyline_item_item_data
                polyline_item.append(polyline_item_item)

            polyline.append(polyline_item)

        steps = []
        for steps_item_data in self.steps:
            steps_item = steps_item_data.to_dict()
            steps.append(steps_item)

        score = self.score.to_dict()

        facts = []
        for facts_item_data in self.facts:
            facts_item = facts_item_data.to_dict()
            facts.append(facts_item)

        unknown = self.unknown

        warnings = self.warnings

        estimated = self.estimated

        provider = self.provider

        name = self.name

        share_url = self.share_url

        stops = []
        for stops_item_data in self.stops:
            stops_item = stops_item_data.to_dict()
            stops.append(stops_item)

        saved_at = self.saved_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "meters": meters,
                "minutes": minutes,
                "mode": mode,
                "polyline": polyline,
                "steps": steps,
                "score": score,
                "facts": facts,
                "unknown": unknown,
                "warnings": warnings,
                "estimated": estimated,
                "provider": provider,
                "name": name,
                "share_url": share_url,
                "stops": stops,
                "saved_at": saved_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.card_body import CardBody
        from ..models.fact_body import FactBody
        from ..models.saved_loop_body_score import SavedLoopBodyScore
        from ..models.step_body import StepBody

        d = dict(src_dict)
        id = d.pop("id")

        meters = d.pop("meters")

        minutes = d.pop("minutes")

        mode = d.pop("mode")

        polyline = []
        _polyline = d.pop("polyline")
        for polyline_item_data in _polyline:
            polyline_item = []
            _polyline_item = polyline_item_data
            for polyline_item_item_data in _polyline_item:

                def _parse_polyline_item_item(data: object) -> float:
                    return cast("float", data)

                polyline_item_item = _parse_polyline_item_item(polyline_item_item_data)

                polyline_item.append(polyline_item_item)

            polyline.append(polyline_item)

        steps = []
        _steps = d.pop("steps")
        for steps_item_data in _steps:
            steps_item = StepBody.from_dict(steps_item_data)

            steps.append(steps_item)

        score = SavedLoopBodyScore.from_dict(d.pop("score"))

        facts = []
        _facts = d.pop("facts")
        for facts_item_data in _facts:
            facts_item = FactBody.from_dict(facts_item_data)

            facts.append(facts_item)

        unknown = cast("list[str]", d.pop("unknown"))

        warnings = cast("list[str]", d.pop("warnings"))

        estimated = d.pop("estimated")

        provider = d.pop("provider")

        name = d.pop("name")

        share_url = d.pop("share_url")

        stops = []
        _stops = d.pop("stops")
        for stops_item_data in _stops:
            stops_item = CardBody.from_dict(stops_item_data)

            stops.append(stops_item)

        saved_at = datetime.datetime.fromisoformat(d.pop("saved_at"))

        saved_loop_body = cls(
            id=id,
            meters=meters,
            minutes=minutes,
            mode=mode,
            polyline=polyline,
            steps=steps,
            score=score,
            facts=facts,
            unknown=unknown,
            warnings=warnings,
            estimated=estimated,
            provider=provider,
            name=name,
            share_url=share_url,
            stops=stops,
            saved_at=saved_at,
        )

        saved_loop_body.additional_properties = d
        return saved_loop_body

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
