from enum import StrEnum


class LinkStatusAnswerStatus(StrEnum):
    CONNECTED = "connected"
    NOT_LINKED = "not_linked"
    REMOVED = "removed"

    def __str__(self) -> str:
        return str(self.value)
