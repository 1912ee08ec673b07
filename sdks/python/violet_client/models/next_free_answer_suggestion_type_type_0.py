from enum import StrEnum


class NextFreeAnswerSuggestionTypeType0(StrEnum):
    EVENT = "event"
    PLACE = "place"

    def __str__(self) -> str:
        return str(self.value)
