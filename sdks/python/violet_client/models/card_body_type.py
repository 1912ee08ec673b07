from enum import StrEnum


class CardBodyType(StrEnum):
    EVENT = "event"
    PLACE = "place"

    def __str__(self) -> str:
        return str(self.value)
