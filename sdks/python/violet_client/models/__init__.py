"""Contains all the data models used in inputs/outputs"""

from .activity_answer import ActivityAnswer
from .activity_body import ActivityBody
from .add_document_kind import AddDocumentKind
from .affinity_answer import AffinityAnswer
from .affinity_answer_affinity import AffinityAnswerAffinity
from .approve_document_kind import ApproveDocumentKind
from .archive_document_kind import ArchiveDocumentKind
from .audit_answer import AuditAnswer
from .audit_body import AuditBody
from .audit_body_details import AuditBodyDetails
from .block_body import BlockBody
from .budget import Budget
from .busy_block_body import BusyBlockBody
from .busy_times_body import BusyTimesBody
from .calendar_event_body import CalendarEventBody
from .campus_body import CampusBody
from .campus_body_units import CampusBodyUnits
from .campus_role import CampusRole
from .campus_role_role import CampusRoleRole
from .campuses_answer import CampusesAnswer
from .card_body import CardBody
from .card_body_type import CardBodyType
from .cards_data import CardsData
from .cards_data_vibe import CardsDataVibe
from .cards_event import CardsEvent
from .change_body import ChangeBody
from .change_password_body import ChangePasswordBody
from .changed_password_answer import ChangedPasswordAnswer
from .channels_body import ChannelsBody
from .chat_answer import ChatAnswer
from .chat_answer_debug_vibe import ChatAnswerDebugVibe
from .chat_answer_degraded_item import ChatAnswerDegradedItem
from .chat_answer_vibe import ChatAnswerVibe
from .chat_body import ChatBody
from .chat_body_preferences_type_0 import ChatBodyPreferencesType0
from .chat_error_body import ChatErrorBody
from .claim_body import ClaimBody
from .clarify_body import ClarifyBody
from .cleared_answer import ClearedAnswer
from .confirm_body import ConfirmBody
from .confirmed_answer import ConfirmedAnswer
from .connect_answer import ConnectAnswer
from .consent_answer import ConsentAnswer
from .consent_answer_state import ConsentAnswerState
from .consent_body import ConsentBody
from .consent_body_answer import ConsentBodyAnswer
from .contact import Contact
from .contact_answer import ContactAnswer
from .contact_body import ContactBody
from .contact_info import ContactInfo
from .contact_info_state import ContactInfoState
from .contacts_answer import ContactsAnswer
from .dashboard_answer import DashboardAnswer
from .dataset_body import DatasetBody
from .dataset_body_refused_type_0 import DatasetBodyRefusedType0
from .delete_account_body import DeleteAccountBody
from .delta_data import DeltaData
from .delta_event import DeltaEvent
from .destination_body import DestinationBody
from .device_answer import DeviceAnswer
from .device_body import DeviceBody
from .device_body_kind import DeviceBodyKind
from .devices_answer import DevicesAnswer
from .directions_answer import DirectionsAnswer
from .directions_answer_mode import DirectionsAnswerMode
from .directions_of_turn import DirectionsOfTurn
from .directions_of_turn_mode import DirectionsOfTurnMode
from .document_answer import DocumentAnswer
from .document_answer_data import DocumentAnswerData
from .document_answer_kind import DocumentAnswerKind
from .document_answer_state import DocumentAnswerState
from .document_body import DocumentBody
from .document_body_data import DocumentBodyData
from .documents_answer import DocumentsAnswer
from .done_event import DoneEvent
from .drift_body import DriftBody
from .end_body import EndBody
from .engage_answer import EngageAnswer
from .engage_event import EngageEvent
from .error_body import ErrorBody
from .error_event import ErrorEvent
from .event_body import EventBody
from .event_body_type import EventBodyType
from .events_answer import EventsAnswer
from .events_refresh_body import EventsRefreshBody
from .explained_card import ExplainedCard
from .explained_card_features import ExplainedCardFeatures
from .explanation_answer import ExplanationAnswer
from .explanation_answer_degraded_item import ExplanationAnswerDegradedItem
from .explanation_answer_intent import ExplanationAnswerIntent
from .export_answer import ExportAnswer
from .export_answer_documents_item import ExportAnswerDocumentsItem
from .export_answer_feedback_item import ExportAnswerFeedbackItem
from .export_answer_reports_item import ExportAnswerReportsItem
from .exported_account import ExportedAccount
from .exported_calendar import ExportedCalendar
from .exported_calendar_kind import ExportedCalendarKind
from .exported_calendar_status import ExportedCalendarStatus
from .exported_log_in import ExportedLogIn
from .exported_place import ExportedPlace
from .exported_turn import ExportedTurn
from .extend_body import ExtendBody
from .fact_body import FactBody
from .fair_place_body import FairPlaceBody
from .fair_place_body_minutes import FairPlaceBodyMinutes
from .fair_place_body_type import FairPlaceBodyType
from .feature_body import FeatureBody
from .feedback_answer import FeedbackAnswer
from .feedback_answer_rating import FeedbackAnswerRating
from .feedback_answer_reason_type_0 import FeedbackAnswerReasonType0
from .feedback_body import FeedbackBody
from .feedback_body_rating import FeedbackBodyRating
from .feedback_body_reason_type_0 import FeedbackBodyReasonType0
from .filtered_body import FilteredBody
from .forecast_answer import ForecastAnswer
from .forecast_condition import ForecastCondition
from .forecast_item import ForecastItem
from .forecast_main import ForecastMain
from .forecast_wind import ForecastWind
from .forgot_password_body import ForgotPasswordBody
from .found_user_answer import FoundUserAnswer
from .free_time_answer import FreeTimeAnswer
from .free_time_answer_degraded_type_0_item import FreeTimeAnswerDegradedType0Item
from .free_time_answer_unread_type_0_item import FreeTimeAnswerUnreadType0Item
from .free_time_suggestion import FreeTimeSuggestion
from .free_time_suggestion_type import FreeTimeSuggestionType
from .get_directions_mode import GetDirectionsMode
from .get_document_kind import GetDocumentKind
from .get_events_calendar_order import GetEventsCalendarOrder
from .get_events_order import GetEventsOrder
from .get_quick_recs_category import GetQuickRecsCategory
from .graph_ql_answer import GraphQLAnswer
from .graph_ql_answer_data_type_0 import GraphQLAnswerDataType0
from .graph_ql_body import GraphQLBody
from .graph_ql_body_variables_type_0 import GraphQLBodyVariablesType0
from .graph_ql_error_body import GraphQLErrorBody
from .graph_ql_error_body_extensions_type_0 import GraphQLErrorBodyExtensionsType0
from .guide_answer import GuideAnswer
from .guide_card import GuideCard
from .guide_card_type import GuideCardType
from .guide_summary import GuideSummary
from .guides_answer import GuidesAnswer
from .health_answer import HealthAnswer
from .health_answer_database import HealthAnswerDatabase
from .health_answer_redis import HealthAnswerRedis
from .health_answer_status import HealthAnswerStatus
from .health_refusal import HealthRefusal
from .health_refusal_database import HealthRefusalDatabase
from .health_refusal_migrations_type_0 import HealthRefusalMigrationsType0
from .health_refusal_redis import HealthRefusalRedis
from .health_refusal_status import HealthRefusalStatus
from .history_answer import HistoryAnswer
from .hop_body import HopBody
from .i_cal_body import ICalBody
from .inbox_answer import InboxAnswer
from .inbox_item_body import InboxItemBody
from .inbox_item_body_data import InboxItemBodyData
from .intent_kind import IntentKind
from .item_body import ItemBody
from .item_body_said_item import ItemBodySaidItem
from .itinerary_body import ItineraryBody
from .job_answer import JobAnswer
from .job_body import JobBody
from .job_body_result_type_0 import JobBodyResultType0
from .job_body_state import JobBodyState
from .job_error import JobError
from .jobs_answer import JobsAnswer
from .join_body import JoinBody
from .kinds_body import KindsBody
from .link_body import LinkBody
from .link_body_kind import LinkBodyKind
from .link_body_status import LinkBodyStatus
from .link_status_answer import LinkStatusAnswer
from .link_status_answer_status import LinkStatusAnswerStatus
from .linked_answer import LinkedAnswer
from .links_answer import LinksAnswer
from .list_documents_kind import ListDocumentsKind
from .list_documents_state_type_0 import ListDocumentsStateType0
from .list_jobs_state_type_0 import ListJobsStateType0
from .list_queue_kind_type_0 import ListQueueKindType0
from .list_queue_state import ListQueueState
from .list_versions_kind import ListVersionsKind
from .live_answer import LiveAnswer
from .location import Location
from .log_in_answer import LogInAnswer
from .log_in_body import LogInBody
from .long_block_body import LongBlockBody
from .loop_answer import LoopAnswer
from .loop_body import LoopBody
from .loop_found import LoopFound
from .loop_found_score import LoopFoundScore
from .loop_of_turn import LoopOfTurn
from .loop_one_answer import LoopOneAnswer
from .me_answer import MeAnswer
from .meet_answer import MeetAnswer
from .meet_body import MeetBody
from .member_body import MemberBody
from .member_position import MemberPosition
from .merged_from import MergedFrom
from .my_event_body import MyEventBody
from .my_event_body_status import MyEventBodyStatus
from .my_event_body_type import MyEventBodyType
from .my_events_answer import MyEventsAnswer
from .new_device_answer import NewDeviceAnswer
from .next_free_answer import NextFreeAnswer
from .next_free_answer_suggestion_type_type_0 import NextFreeAnswerSuggestionTypeType0
from .next_free_block_answer import NextFreeBlockAnswer
from .notification_body import NotificationBody
from .notification_preferences_answer import NotificationPreferencesAnswer
from .notification_preferences_answer_kinds import NotificationPreferencesAnswerKinds
from .notification_preferences_answer_kinds_additional_property import (
    NotificationPreferencesAnswerKindsAdditionalProperty,
)
from .notification_preferences_body import NotificationPreferencesBody
from .notification_token_body import NotificationTokenBody
from .notifications_answer import NotificationsAnswer
from .notified_event_body import NotifiedEventBody
from .notified_event_body_type import NotifiedEventBodyType
from .open_data_answer import OpenDataAnswer
from .open_data_body import OpenDataBody
from .option_body import OptionBody
from .option_card import OptionCard
from .option_card_type import OptionCardType
from .overview_answer import OverviewAnswer
from .overview_answer_content import OverviewAnswerContent
from .overview_answer_costs import OverviewAnswerCosts
from .overview_answer_counts import OverviewAnswerCounts
from .overview_answer_jobs import OverviewAnswerJobs
from .overview_answer_latencies import OverviewAnswerLatencies
from .overview_answer_latencies_additional_property import OverviewAnswerLatenciesAdditionalProperty
from .overview_answer_outbox import OverviewAnswerOutbox
from .overview_answer_queue import OverviewAnswerQueue
from .overview_answer_requests import OverviewAnswerRequests
from .overview_answer_sources_item import OverviewAnswerSourcesItem
from .overview_answer_thumbs import OverviewAnswerThumbs
from .overview_answer_thumbs_additional_property import OverviewAnswerThumbsAdditionalProperty
from .overview_answer_turns import OverviewAnswerTurns
from .own_position_answer import OwnPositionAnswer
from .page_session_answer import PageSessionAnswer
from .page_session_body import PageSessionBody
from .past_turn_body import PastTurnBody
from .permitted_event import PermittedEvent
from .pin_body import PinBody
from .places_answer import PlacesAnswer
from .places_answer_category import PlacesAnswerCategory
from .poll_answer import PollAnswer
from .poll_body import PollBody
from .poll_info import PollInfo
from .poll_option import PollOption
from .polls_answer import PollsAnswer
from .position_body import PositionBody
from .position_body_precision import PositionBodyPrecision
from .positions_answer import PositionsAnswer
from .preferences_answer import PreferencesAnswer
from .preferences_answer_vibes import PreferencesAnswerVibes
from .preferences_body import PreferencesBody
from .preferences_body_commute_preference_type_0 import PreferencesBodyCommutePreferenceType0
from .preferences_body_dietary_restrictions_type_0_item_type_0 import PreferencesBodyDietaryRestrictionsType0ItemType0
from .preferences_body_dietary_restrictions_type_0_item_type_1 import PreferencesBodyDietaryRestrictionsType0ItemType1
from .preferences_body_indoor_outdoor_type_0 import PreferencesBodyIndoorOutdoorType0
from .preferences_body_preferred_vibes_type_0_item import PreferencesBodyPreferredVibesType0Item
from .preferences_body_vibes_type_0 import PreferencesBodyVibesType0
from .preview_answer import PreviewAnswer
from .preview_answer_guide_type_0 import PreviewAnswerGuideType0
from .preview_document_kind import PreviewDocumentKind
from .problem_body import ProblemBody
from .profile_answer import ProfileAnswer
from .profile_body import ProfileBody
from .progress_body import ProgressBody
from .publish_body import PublishBody
from .publish_document_kind import PublishDocumentKind
from .queue_answer import QueueAnswer
from .quick_lists import QuickLists
from .quiet_hours import QuietHours
from .read_answer import ReadAnswer
from .read_body import ReadBody
from .ready_answer import ReadyAnswer
from .ready_answer_database import ReadyAnswerDatabase
from .ready_answer_migrations import ReadyAnswerMigrations
from .ready_answer_redis import ReadyAnswerRedis
from .refresh_body import RefreshBody
from .reject_body import RejectBody
from .reject_document_kind import RejectDocumentKind
from .report_answer import ReportAnswer
from .report_answer_kind import ReportAnswerKind
from .report_body import ReportBody
from .report_body_kind import ReportBodyKind
from .reset_password_body import ResetPasswordBody
from .resolve_body import ResolveBody
from .resolve_body_action import ResolveBodyAction
from .resolved_answer import ResolvedAnswer
from .resumed_stream import ResumedStream
from .revert_body import RevertBody
from .revert_document_kind import RevertDocumentKind
from .ride_of_turn import RideOfTurn
from .role_body import RoleBody
from .role_body_role import RoleBodyRole
from .room_answer import RoomAnswer
from .room_body import RoomBody
from .room_info import RoomInfo
from .room_report_body import RoomReportBody
from .rooms_answer import RoomsAnswer
from .route_answer import RouteAnswer
from .route_answer_score import RouteAnswerScore
from .routes_answer import RoutesAnswer
from .routes_body import RoutesBody
from .routes_body_mode import RoutesBodyMode
from .routes_body_prefer_item import RoutesBodyPreferItem
from .rsvp_answer import RsvpAnswer
from .rsvp_answer_status import RsvpAnswerStatus
from .rsvp_body import RsvpBody
from .rsvp_body_status import RsvpBodyStatus
from .safety_answer import SafetyAnswer
from .safety_number import SafetyNumber
from .safety_number_kind import SafetyNumberKind
from .save_document_kind import SaveDocumentKind
from .saved_answer import SavedAnswer
from .saved_item import SavedItem
from .saved_loop_body import SavedLoopBody
from .saved_loop_body_score import SavedLoopBodyScore
from .saved_loops_answer import SavedLoopsAnswer
from .saved_one_answer import SavedOneAnswer
from .settings_answer import SettingsAnswer
from .settings_body import SettingsBody
from .shared_answer import SharedAnswer
from .shared_destination import SharedDestination
from .shared_position import SharedPosition
from .sign_up_body import SignUpBody
from .site_body import SiteBody
from .source_body import SourceBody
from .source_body_rejected import SourceBodyRejected
from .source_body_rejected_examples import SourceBodyRejectedExamples
from .source_body_status import SourceBodyStatus
from .sources_answer import SourcesAnswer
from .start_body import StartBody
from .station_body import StationBody
from .station_of_turn import StationOfTurn
from .stations_answer import StationsAnswer
from .stations_at_ends import StationsAtEnds
from .status_answer import StatusAnswer
from .step_body import StepBody
from .stop_body import StopBody
from .stream_error_data import StreamErrorData
from .submit_document_kind import SubmitDocumentKind
from .subscription import Subscription
from .subscription_keys import SubscriptionKeys
from .suggestion_body import SuggestionBody
from .suspend_body import SuspendBody
from .today_answer import TodayAnswer
from .today_answer_degraded_type_0_item import TodayAnswerDegradedType0Item
from .today_answer_unread_type_0_item import TodayAnswerUnreadType0Item
from .tokens_answer import TokensAnswer
from .tokens_body import TokensBody
from .unsaved_loop_answer import UnsavedLoopAnswer
from .usage_body import UsageBody
from .usage_body_cache_hits import UsageBodyCacheHits
from .usage_body_upstream_calls import UsageBodyUpstreamCalls
from .user_answer import UserAnswer
from .user_body import UserBody
from .user_body_role import UserBodyRole
from .users_answer import UsersAnswer
from .verify_email_body import VerifyEmailBody
from .version_body import VersionBody
from .version_body_data import VersionBodyData
from .versions_answer import VersionsAnswer
from .vote_body import VoteBody
from .walk_answer import WalkAnswer
from .walk_body import WalkBody
from .walk_contact import WalkContact
from .walk_destination import WalkDestination
from .walk_info import WalkInfo
from .walk_state import WalkState
from .walks_answer import WalksAnswer
from .weather_answer import WeatherAnswer
from .weather_body import WeatherBody
from .web_push_key_answer import WebPushKeyAnswer
from .why_not_body import WhyNotBody
from .why_not_body_features import WhyNotBodyFeatures
from .wish_change_body import WishChangeBody
from .wish_change_body_kind import WishChangeBodyKind

__all__ = (
    "ActivityAnswer",
    "ActivityBody",
    "AddDocumentKind",
    "AffinityAnswer",
    "AffinityAnswerAffinity",
    "ApproveDocumentKind",
    "ArchiveDocumentKind",
    "AuditAnswer",
    "AuditBody",
    "AuditBodyDetails",
    "BlockBody",
    "Budget",
    "BusyBlockBody",
    "BusyTimesBody",
    "CalendarEventBody",
    "CampusBody",
    "CampusBodyUnits",
    "CampusRole",
    "CampusRoleRole",
    "CampusesAnswer",
    "CardBody",
    "CardBodyType",
    "CardsData",
    "CardsDataVibe",
    "CardsEvent",
    "ChangeBody",
    "ChangePasswordBody",
    "ChangedPasswordAnswer",
    "ChannelsBody",
    "ChatAnswer",
    "ChatAnswerDebugVibe",
    "ChatAnswerDegradedItem",
    "ChatAnswerVibe",
    "ChatBody",
    "ChatBodyPreferencesType0",
    "ChatErrorBody",
    "ClaimBody",
    "ClarifyBody",
    "ClearedAnswer",
    "ConfirmBody",
    "ConfirmedAnswer",
    "ConnectAnswer",
    "ConsentAnswer",
    "ConsentAnswerState",
    "ConsentBody",
    "ConsentBodyAnswer",
    "Contact",
    "ContactAnswer",
    "ContactBody",
    "ContactInfo",
    "ContactInfoState",
    "ContactsAnswer",
    "DashboardAnswer",
    "DatasetBody",
    "DatasetBodyRefusedType0",
    "DeleteAccountBody",
    "DeltaData",
    "DeltaEvent",
    "DestinationBody",
    "DeviceAnswer",
    "DeviceBody",
    "DeviceBodyKind",
    "DevicesAnswer",
    "DirectionsAnswer",
    "DirectionsAnswerMode",
    "DirectionsOfTurn",
    "DirectionsOfTurnMode",
    "DocumentAnswer",
    "DocumentAnswerData",
    "DocumentAnswerKind",
    "DocumentAnswerState",
    "DocumentBody",
    "DocumentBodyData",
    "DocumentsAnswer",
    "DoneEvent",
    "DriftBody",
    "EndBody",
    "EngageAnswer",
    "EngageEvent",
    "ErrorBody",
    "ErrorEvent",
    "EventBody",
    "EventBodyType",
    "EventsAnswer",
    "EventsRefreshBody",
    "ExplainedCard",
    "ExplainedCardFeatures",
    "ExplanationAnswer",
    "ExplanationAnswerDegradedItem",
    "ExplanationAnswerIntent",
    "ExportAnswer",
    "ExportAnswerDocumentsItem",
    "ExportAnswerFeedbackItem",
    "ExportAnswerReportsItem",
    "ExportedAccount",
    "ExportedCalendar",
    "ExportedCalendarKind",
    "ExportedCalendarStatus",
    "ExportedLogIn",
    "ExportedPlace",
    "ExportedTurn",
    "ExtendBody",
    "FactBody",
    "FairPlaceBody",
    "FairPlaceBodyMinutes",
    "FairPlaceBodyType",
    "FeatureBody",
    "FeedbackAnswer",
    "FeedbackAnswerRating",
    "FeedbackAnswerReasonType0",
    "FeedbackBody",
    "FeedbackBodyRating",
    "FeedbackBodyReasonType0",
    "FilteredBody",
    "ForecastAnswer",
    "ForecastCondition",
    "ForecastItem",
    "ForecastMain",
    "ForecastWind",
    "ForgotPasswordBody",
    "FoundUserAnswer",
    "FreeTimeAnswer",
    "FreeTimeAnswerDegradedType0Item",
    "FreeTimeAnswerUnreadType0Item",
    "FreeTimeSuggestion",
    "FreeTimeSuggestionType",
    "GetDirectionsMode",
    "GetDocumentKind",
    "GetEventsCalendarOrder",
    "GetEventsOrder",
    "GetQuickRecsCategory",
    "GraphQLAnswer",
    "GraphQLAnswerDataType0",
    "GraphQLBody",
    "GraphQLBodyVariablesType0",
    "GraphQLErrorBody",
    "GraphQLErrorBodyExtensionsType0",
    "GuideAnswer",
    "GuideCard",
    "GuideCardType",
    "GuideSummary",
    "GuidesAnswer",
    "HealthAnswer",
    "HealthAnswerDatabase",
    "HealthAnswerRedis",
    "HealthAnswerStatus",
    "HealthRefusal",
    "HealthRefusalDatabase",
    "HealthRefusalMigrationsType0",
    "HealthRefusalRedis",
    "HealthRefusalStatus",
    "HistoryAnswer",
    "HopBody",
    "ICalBody",
    "InboxAnswer",
    "InboxItemBody",
    "InboxItemBodyData",
    "IntentKind",
    "ItemBody",
    "ItemBodySaidItem",
    "ItineraryBody",
    "JobAnswer",
    "JobBody",
    "JobBodyResultType0",
    "JobBodyState",
    "JobError",
    "JobsAnswer",
    "JoinBody",
    "KindsBody",
    "LinkBody",
    "LinkBodyKind",
    "LinkBodyStatus",
    "LinkStatusAnswer",
    "LinkStatusAnswerStatus",
    "LinkedAnswer",
    "LinksAnswer",
    "ListDocumentsKind",
    "ListDocumentsStateType0",
    "ListJobsStateType0",
    "ListQueueKindType0",
    "ListQueueState",
    "ListVersionsKind",
    "LiveAnswer",
    "Location",
    "LogInAnswer",
    "LogInBody",
    "LongBlockBody",
    "LoopAnswer",
    "LoopBody",
    "LoopFound",
    "LoopFoundScore",
    "LoopOfTurn",
    "LoopOneAnswer",
    "MeAnswer",
    "MeetAnswer",
    "MeetBody",
    "MemberBody",
    "MemberPosition",
    "MergedFrom",
    "MyEventBody",
    "MyEventBodyStatus",
    "MyEventBodyType",
    "MyEventsAnswer",
    "NewDeviceAnswer",
    "NextFreeAnswer",
    "NextFreeAnswerSuggestionTypeType0",
    "NextFreeBlockAnswer",
    "NotificationBody",
    "NotificationPreferencesAnswer",
    "NotificationPreferencesAnswerKinds",
    "NotificationPreferencesAnswerKindsAdditionalProperty",
    "NotificationPreferencesBody",
    "NotificationTokenBody",
    "NotificationsAnswer",
    "NotifiedEventBody",
    "NotifiedEventBodyType",
    "OpenDataAnswer",
    "OpenDataBody",
    "OptionBody",
    "OptionCard",
    "OptionCardType",
    "OverviewAnswer",
    "OverviewAnswerContent",
    "OverviewAnswerCosts",
    "OverviewAnswerCounts",
    "OverviewAnswerJobs",
    "OverviewAnswerLatencies",
    "OverviewAnswerLatenciesAdditionalProperty",
    "OverviewAnswerOutbox",
    "OverviewAnswerQueue",
    "OverviewAnswerRequests",
    "OverviewAnswerSourcesItem",
    "OverviewAnswerThumbs",
    "OverviewAnswerThumbsAdditionalProperty",
    "OverviewAnswerTurns",
    "OwnPositionAnswer",
    "PageSessionAnswer",
    "PageSessionBody",
    "PastTurnBody",
    "PermittedEvent",
    "PinBody",
    "PlacesAnswer",
    "PlacesAnswerCategory",
    "PollAnswer",
    "PollBody",
    "PollInfo",
    "PollOption",
    "PollsAnswer",
    "PositionBody",
    "PositionBodyPrecision",
    "PositionsAnswer",
    "PreferencesAnswer",
    "PreferencesAnswerVibes",
    "PreferencesBody",
    "PreferencesBodyCommutePreferenceType0",
    "PreferencesBodyDietaryRestrictionsType0ItemType0",
    "PreferencesBodyDietaryRestrictionsType0ItemType1",
    "PreferencesBodyIndoorOutdoorType0",
    "PreferencesBodyPreferredVibesType0Item",
    "PreferencesBodyVibesType0",
    "PreviewAnswer",
    "PreviewAnswerGuideType0",
    "PreviewDocumentKind",
    "ProblemBody",
    "ProfileAnswer",
    "ProfileBody",
    "ProgressBody",
    "PublishBody",
    "PublishDocumentKind",
    "QueueAnswer",
    "QuickLists",
    "QuietHours",
    "ReadAnswer",
    "ReadBody",
    "ReadyAnswer",
    "ReadyAnswerDatabase",
    "ReadyAnswerMigrations",
    "ReadyAnswerRedis",
    "RefreshBody",
    "RejectBody",
    "RejectDocumentKind",
    "ReportAnswer",
    "ReportAnswerKind",
    "ReportBody",
    "ReportBodyKind",
    "ResetPasswordBody",
    "ResolveBody",
    "ResolveBodyAction",
    "ResolvedAnswer",
    "ResumedStream",
    "RevertBody",
    "RevertDocumentKind",
    "RideOfTurn",
    "RoleBody",
    "RoleBodyRole",
    "RoomAnswer",
    "RoomBody",
    "RoomInfo",
    "RoomReportBody",
    "RoomsAnswer",
    "RouteAnswer",
    "RouteAnswerScore",
    "RoutesAnswer",
    "RoutesBody",
    "RoutesBodyMode",
    "RoutesBodyPreferItem",
    "RsvpAnswer",
    "RsvpAnswerStatus",
    "RsvpBody",
    "RsvpBodyStatus",
    "SafetyAnswer",
    "SafetyNumber",
    "SafetyNumberKind",
    "SaveDocumentKind",
    "SavedAnswer",
    "SavedItem",
    "SavedLoopBody",
    "SavedLoopBodyScore",
    "SavedLoopsAnswer",
    "SavedOneAnswer",
    "SettingsAnswer",
    "SettingsBody",
    "SharedAnswer",
    "SharedDestination",
    "SharedPosition",
    "SignUpBody",
    "SiteBody",
    "SourceBody",
    "SourceBodyRejected",
    "SourceBodyRejectedExamples",
    "SourceBodyStatus",
    "SourcesAnswer",
    "StartBody",
    "StationBody",
    "StationOfTurn",
    "StationsAnswer",
    "StationsAtEnds",
    "StatusAnswer",
    "StepBody",
    "StopBody",
    "StreamErrorData",
    "SubmitDocumentKind",
    "Subscription",
    "SubscriptionKeys",
    "SuggestionBody",
    "SuspendBody",
    "TodayAnswer",
    "TodayAnswerDegradedType0Item",
    "TodayAnswerUnreadType0Item",
    "TokensAnswer",
    "TokensBody",
    "UnsavedLoopAnswer",
    "UsageBody",
    "UsageBodyCacheHits",
    "UsageBodyUpstreamCalls",
    "UserAnswer",
    "UserBody",
    "UserBodyRole",
    "UsersAnswer",
    "VerifyEmailBody",
    "VersionBody",
    "VersionBodyData",
    "VersionsAnswer",
    "VoteBody",
    "WalkAnswer",
    "WalkBody",
    "WalkContact",
    "WalkDestination",
    "WalkInfo",
    "WalkState",
    "WalksAnswer",
    "WeatherAnswer",
    "WeatherBody",
    "WebPushKeyAnswer",
    "WhyNotBody",
    "WhyNotBodyFeatures",
    "WishChangeBody",
    "WishChangeBodyKind",
)
