from enum import StrEnum


class GuideCardType(StrEnum):
    EVENT = "event"
    PLACE = "place"

    def __str__(self) -> str:
        return str(self.value)
