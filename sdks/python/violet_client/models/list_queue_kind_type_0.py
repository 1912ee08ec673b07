from enum import StrEnum


class ListQueueKindType0(StrEnum):
    FEEDBACK = "feedback"
    NAME = "name"
    REPORT = "report"

    def __str__(self) -> str:
        return str(self.value)
