from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.activity_answer import ActivityAnswer
    from ..models.export_answer_documents_item import ExportAnswerDocumentsItem
    from ..models.export_answer_feedback_item import ExportAnswerFeedbackItem
    from ..models.export_answer_reports_item import ExportAnswerReportsItem
    from ..models.exported_account import ExportedAccount
    from ..models.exported_calendar import ExportedCalendar
    from ..models.exported_log_in import ExportedLogIn
    from ..models.exported_place import ExportedPlace
    from ..models.exported_turn import ExportedTurn


T = TypeVar("T", bound="ExportAnswer")


@_attrs_define
class ExportAnswer:
    """Everything we hold of a person.

    Attributes:
        exported_at (datetime.datetime):
        account (ExportedAccount):
        log_ins (list[ExportedLogIn]):
        activity (list[ActivityAnswer]):
        notification_tokens (list[str]):
        saved_places (list[ExportedPlace]):
        reports (list[ExportAnswerReportsItem]):
        feedback (list[ExportAnswerFeedbackItem]):
        documents (list[ExportAnswerDocumentsItem]):
        calendars (list[ExportedCalendar]):
        conversation (list[ExportedTurn]):
    """

    exported_at: datetime.datetime
    account: ExportedAccount
    log_ins: list[ExportedLogIn]
    activity: list[ActivityAnswer]
    notification_tokens: list[str]
    saved_places: list[ExportedPlace]
    reports: list[ExportAnswerReportsItem]
    feedback: list[ExportAnswerFeedbackItem]
    documents: list[ExportAnswerDocumentsItem]
    calendars: list[ExportedCalendar]
    conversation: list[ExportedTurn]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        exported_at = self.exported_at.isoformat()

        account = self.account.to_dict()

        log_ins = []
        for log_ins_item_data in self.log_ins:
            log_ins_item = log_ins_item_data.to_dict()
            log_ins.append(log_ins_item)

        activity = []
        for activity_item_data in self.activity:
            activity_item = activity_item_data.to_dict()
            activity.append(activity_item)

        notification_tokens = self.notification_tokens

        saved_places = []
        for saved_places_item_data in self.saved_places:
            saved_places_item = saved_places_item_data.to_dict()
            saved_places.append(saved_places_item)

        reports = []
        for reports_item_data in self.reports:
            reports_item = reports_item_data.to_dict()
            reports.append(reports_item)

        feedback = []
        for feedback_item_data in self.feedback:
            feedback_item = feedback_item_data.to_dict()
            feedback.append(feedback_item)

        documents = []
        for documents_item_data in self.documents:
            documents_item = documents_item_data.to_dict()
            documents.append(documents_item)

        calendars = []
        for calendars_item_data in self.calendars:
            calendars_item = calendars_item_data.to_dict()
            calendars.append(calendars_item)

        conversation = []
        for conversation_item_data in self.conversation:
            conversation_item = conversation_item_data.to_dict()
            conversation.append(conversation_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "exported_at": exported_at,
                "account": account,
                "log_ins": log_ins,
                "activity": activity,
                "notification_tokens": notification_tokens,
                "saved_places": saved_places,
                "reports": reports,
                "feedback": feedback,
                "documents": documents,
                "calendars": calendars,
                "conversation": conversation,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.activity_answer import ActivityAnswer
        from ..models.export_answer_documents_item import ExportAnswerDocumentsItem
        from ..models.export_answer_feedback_item import ExportAnswerFeedbackItem
        from ..models.export_answer_reports_item import ExportAnswerReportsItem
        from ..models.exported_account import ExportedAccount
        from ..models.exported_calendar import ExportedCalendar
        from ..models.exported_log_in import ExportedLogIn
        from ..models.exported_place import ExportedPlace
        from ..models.exported_turn import ExportedTurn

        d = dict(src_dict)
        exported_at = datetime.datetime.fromisoformat(d.pop("exported_at"))

        account = ExportedAccount.from_dict(d.pop("account"))

        log_ins = []
        _log_ins = d.pop("log_ins")
        for log_ins_item_data in _log_ins:
            log_ins_item = ExportedLogIn.from_dict(log_ins_item_data)

            log_ins.append(log_ins_item)

        activity = []
        _activity = d.pop("activity")
        for activity_item_data in _activity:
            activity_item = ActivityAnswer.from_dict(activity_item_data)

            activity.append(activity_item)

        notification_tokens = cast("list[str]", d.pop("notification_tokens"))

        saved_places = []
        _saved_places = d.pop("saved_places")
        for saved_places_item_data in _saved_places:
            saved_places_item = ExportedPlace.from_dict(saved_places_item_data)

            saved_places.append(saved_places_item)

        reports = []
        _reports = d.pop("reports")
        for reports_item_data in _reports:
            reports_item = ExportAnswerReportsItem.from_dict(reports_item_data)

            reports.append(reports_item)

        feedback = []
        _feedback = d.pop("feedback")
        for feedback_item_data in _feedback:
            feedback_item = ExportAnswerFeedbackItem.from_dict(feedback_item_data)

            feedback.append(feedback_item)

        documents = []
        _documents = d.pop("documents")
        for documents_item_data in _documents:
            documents_item = ExportAnswerDocumentsItem.from_dict(documents_item_data)

            documents.append(documents_item)

        calendars = []
        _calendars = d.pop("calendars")
        for calendars_item_data in _calendars:
            calendars_item = ExportedCalendar.from_dict(calendars_item_data)

            calendars.append(calendars_item)

        conversation = []
        _conversation = d.pop("conversation")
        for conversation_item_data in _conversation:
            conversation_item = ExportedTurn.from_dict(conversation_item_data)

            conversation.append(conversation_item)

        export_answer = cls(
            exported_at=exported_at,
            account=account,
            log_ins=log_ins,
            activity=activity,
            notification_tokens=notification_tokens,
            saved_places=saved_places,
            reports=reports,
            feedback=feedback,
            documents=documents,
            calendars=calendars,
            conversation=conversation,
        )

        export_answer.additional_properties = d
        return export_answer

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
