from enum import StrEnum


class ReadyAnswerMigrations(StrEnum):
    AHEAD = "ahead"
    AT_HEAD = "at_head"
    BEHIND = "behind"
    UNKNOWN = "unknown"

    def __str__(self) -> str:
        return str(self.value)
