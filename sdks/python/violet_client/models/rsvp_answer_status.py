from enum import StrEnum


class RsvpAnswerStatus(StrEnum):
    GOING = "going"
    INTERESTED = "interested"
    NONE = "none"

    def __str__(self) -> str:
        return str(self.value)
