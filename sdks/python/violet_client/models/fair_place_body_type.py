from enum import StrEnum


class FairPlaceBodyType(StrEnum):
    EVENT = "event"
    PLACE = "place"

    def __str__(self) -> str:
        return str(self.value)
