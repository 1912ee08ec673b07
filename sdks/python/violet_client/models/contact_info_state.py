from enum import StrEnum


class ContactInfoState(StrEnum):
    CONFIRMED = "confirmed"
    PENDING = "pending"
    STOPPED = "stopped"

    def __str__(self) -> str:
        return str(self.value)
