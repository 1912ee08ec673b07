from enum import StrEnum


class HealthRefusalMigrationsType0(StrEnum):
    AHEAD = "ahead"
    AT_HEAD = "at_head"
    BEHIND = "behind"
    UNKNOWN = "unknown"

    def __str__(self) -> str:
        return str(self.value)
