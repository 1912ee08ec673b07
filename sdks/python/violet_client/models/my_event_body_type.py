from enum import StrEnum


class MyEventBodyType(StrEnum):
    EVENT = "event"
    PLACE = "place"

    def __str__(self) -> str:
        return str(self.value)
