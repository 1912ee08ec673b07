from enum import StrEnum


class ConsentAnswerState(StrEnum):
    CONFIRMED = "confirmed"
    PENDING = "pending"
    STOPPED = "stopped"

    def __str__(self) -> str:
        return str(self.value)
