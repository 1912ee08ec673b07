from enum import StrEnum


class ReportBodyKind(StrEnum):
    CLOSED = "closed"
    MISSING = "missing"
    OTHER = "other"
    WRONG_DIET = "wrong_diet"
    WRONG_HOURS = "wrong_hours"
    WRONG_LOCATION = "wrong_location"

    def __str__(self) -> str:
        return str(self.value)
