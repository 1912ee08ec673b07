from enum import StrEnum


class ExportedCalendarStatus(StrEnum):
    LINKED = "linked"
    REVOKED = "revoked"

    def __str__(self) -> str:
        return str(self.value)
