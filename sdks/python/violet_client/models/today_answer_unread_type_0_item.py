from enum import StrEnum


class TodayAnswerUnreadType0Item(StrEnum):
    BUSY_TIMES = "busy_times"
    GOOGLE = "google"
    ICAL = "ical"

    def __str__(self) -> str:
        return str(self.value)
