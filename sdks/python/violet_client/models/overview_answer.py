from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.overview_answer_content import OverviewAnswerContent
    from ..models.overview_answer_costs import OverviewAnswerCosts
    from ..models.overview_answer_counts import OverviewAnswerCounts
    from ..models.overview_answer_jobs import OverviewAnswerJobs
    from ..models.overview_answer_latencies import OverviewAnswerLatencies
    from ..models.overview_answer_outbox import OverviewAnswerOutbox
    from ..models.overview_answer_queue import OverviewAnswerQueue
    from ..models.overview_answer_requests import OverviewAnswerRequests
    from ..models.overview_answer_sources_item import OverviewAnswerSourcesItem
    from ..models.overview_answer_thumbs import OverviewAnswerThumbs
    from ..models.overview_answer_turns import OverviewAnswerTurns


T = TypeVar("T", bound="OverviewAnswer")


@_attrs_define
class OverviewAnswer:
    """`latencies` are seconds by route, `costs` US dollars by provider since the processes started, `turns` by intent,
    `thumbs` by intent.

        Attributes:
            counts (OverviewAnswerCounts):
            content (OverviewAnswerContent):
            queue (OverviewAnswerQueue):
            jobs (OverviewAnswerJobs):
            outbox (OverviewAnswerOutbox):
            sources (list[OverviewAnswerSourcesItem]):
            requests (OverviewAnswerRequests):
            latencies (OverviewAnswerLatencies):
            turns (OverviewAnswerTurns):
            thumbs (OverviewAnswerThumbs):
            costs (OverviewAnswerCosts):
            broken (int):
    """

    counts: OverviewAnswerCounts
    content: OverviewAnswerContent
    queue: OverviewAnswerQueue
    jobs: OverviewAnswerJobs
    outbox: OverviewAnswerOutbox
    sources: list[OverviewAnswerSourcesItem]
    requests: OverviewAnswerRequests
    latencies: OverviewAnswerLatencies
    turns: OverviewAnswerTurns
    thumbs: OverviewAnswerThumbs
    costs: OverviewAnswerCosts
    broken: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        counts = self.counts.to_dict()

        content = self.content.to_dict()

        queue = self.queue.to_dict()

        jobs = self.jobs.to_dict()

        outbox = self.outbox.to_dict()

        sources = []
        for sources_item_data in self.sources:
            sources_item = sources_item_data.to_dict()
            sources.append(sources_item)

        requests = self.requests.to_dict()

        latencies = self.latencies.to_dict()

        turns = self.turns.to_dict()

        thumbs = self.thumbs.to_dict()

        costs = self.costs.to_dict()

        broken = self.broken

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "counts": counts,
                "content": content,
                "queue": queue,
                "jobs": jobs,
                "outbox": outbox,
                "sources": sources,
                "requests": requests,
                "latencies": latencies,
                "turns": turns,
                "thumbs": thumbs,
                "costs": costs,
                "broken": broken,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.overview_answer_content import OverviewAnswerContent
        from ..models.overview_answer_costs import OverviewAnswerCosts
        from ..models.overview_answer_counts import OverviewAnswerCounts
        from ..models.overview_answer_jobs import OverviewAnswerJobs
        from ..models.overview_answer_latencies import OverviewAnswerLatencies
        from ..models.overview_answer_outbox import OverviewAnswerOutbox
        from ..models.overview_answer_queue import OverviewAnswerQueue
        from ..models.overview_answer_requests import OverviewAnswerRequests
        from ..models.overview_answer_sources_item import OverviewAnswerSourcesItem
        from ..models.overview_answer_thumbs import OverviewAnswerThumbs
        from ..models.overview_answer_turns import OverviewAnswerTurns

        d = dict(src_dict)
        counts = OverviewAnswerCounts.from_dict(d.pop("counts"))

        content = OverviewAnswerContent.from_dict(d.pop("content"))

        queue = OverviewAnswerQueue.from_dict(d.pop("queue"))

        jobs = OverviewAnswerJobs.from_dict(d.pop("jobs"))

        outbox = OverviewAnswerOutbox.from_dict(d.pop("outbox"))

        sources = []
        _sources = d.pop("sources")
        for sources_item_data in _sources:
            sources_item = OverviewAnswerSourcesItem.from_dict(sources_item_data)

            sources.append(sources_item)

        requests = OverviewAnswerRequests.from_dict(d.pop("requests"))

        latencies = OverviewAnswerLatencies.from_dict(d.pop("latencies"))

        turns = OverviewAnswerTurns.from_dict(d.pop("turns"))

        thumbs = OverviewAnswerThumbs.from_dict(d.pop("thumbs"))

        costs = OverviewAnswerCosts.from_dict(d.pop("costs"))

        broken = d.pop("broken")

        overview_answer = cls(
            counts=counts,
            content=content,
            queue=queue,
            jobs=jobs,
            outbox=outbox,
            sources=sources,
            requests=requests,
            latencies=latencies,
            turns=turns,
            thumbs=thumbs,
            costs=costs,
            broken=broken,
        )

        overview_answer.additional_properties = d
        return overview_answer

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
