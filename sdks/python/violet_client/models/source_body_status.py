from enum import StrEnum


class SourceBodyStatus(StrEnum):
    FAILING = "failing"
    NEVER = "never"
    OK = "ok"
    STALE = "stale"

    def __str__(self) -> str:
        return str(self.value)
