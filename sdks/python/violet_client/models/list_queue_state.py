from enum import StrEnum


class ListQueueState(StrEnum):
    ACCEPTED = "accepted"
    ALL = "all"
    DONE = "done"
    OPEN = "open"
    REJECTED = "rejected"

    def __str__(self) -> str:
        return str(self.value)
