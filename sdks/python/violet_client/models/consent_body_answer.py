from enum import StrEnum


class ConsentBodyAnswer(StrEnum):
    CONFIRM = "confirm"
    STOP = "stop"

    def __str__(self) -> str:
        return str(self.value)
