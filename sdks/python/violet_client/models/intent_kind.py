from enum import StrEnum


class IntentKind(StrEnum):
    ANOTHER = "another"
    CALENDAR = "calendar"
    CLARIFY = "clarify"
    DETAIL = "detail"
    DIRECTIONS = "directions"
    EVENTS = "events"
    LOOP = "loop"
    MORE_LIKE_THIS = "more_like_this"
    OUT_OF_SCOPE = "out_of_scope"
    PLAN = "plan"
    POLL = "poll"
    RECOMMEND = "recommend"
    REFINE = "refine"
    REMINDER = "reminder"
    SAFETY = "safety"
    SAVED = "saved"
    SMALLTALK = "smalltalk"
    WEATHER = "weather"

    def __str__(self) -> str:
        return str(self.value)
