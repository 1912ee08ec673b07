from enum import StrEnum


class FreeTimeSuggestionType(StrEnum):
    EVENT = "event"
    PLACE = "place"

    def __str__(self) -> str:
        return str(self.value)
