from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.fact_body import FactBody
    from ..models.route_answer_score import RouteAnswerScore
    from ..models.step_body import StepBody


T = TypeVar("T", bound="RouteAnswer")


@_attrs_define
class RouteAnswer:
    """`id` names the route's pictures for a day (`routes/ID.svg`, `routes/ID.png`). `polyline` is [lat, lng] pairs.
    `score` has a share 0..1 for each preference, null where no data says; `unknown` says what nobody knows. `warnings`
    must be shown. `estimated` is true where nothing was routed, or a ride has no timetable.

        Attributes:
            id (str):
            meters (int):
            minutes (int):
            mode (str):
            polyline (list[list[float]]):
            steps (list[StepBody]):
            score (RouteAnswerScore):
            facts (list[FactBody]):
            unknown (list[str]):
            warnings (list[str]):
            estimated (bool):
            provider (str):
    """

    id: str
    meters: int
    minutes: int
    mode: str
    polyline: list[list[float]]
    steps: list[StepBody]
    score: RouteAnswerScore
    facts: list[FactBody]
    unknown: list[str]
    warnings: list[str]
    estimated: bool
    provider: str
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
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.fact_body import FactBody
        from ..models.route_answer_score import RouteAnswerScore
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

        score = RouteAnswerScore.from_dict(d.pop("score"))

        facts = []
        _facts = d.pop("facts")
        for facts_item_data in _facts:
            facts_item = FactBody.from_dict(facts_item_data)

            facts.append(facts_item)

        unknown = cast("list[str]", d.pop("unknown"))

        warnings = cast("list[str]", d.pop("warnings"))

        estimated = d.pop("estimated")

        provider = d.pop("provider")

        route_answer = cls(
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
        )

        route_answer.additional_properties = d
        return route_answer

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
