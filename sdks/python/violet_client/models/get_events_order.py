from enum import StrEnum


class GetEventsOrder(StrEnum):
    BEST = "best"
    SOONEST = "soonest"

    def __str__(self) -> str:
        return str(self.value)
