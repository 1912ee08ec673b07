from enum import StrEnum


class HealthRefusalStatus(StrEnum):
    NOT_READY = "not_ready"
    UNAVAILABLE = "unavailable"

    def __str__(self) -> str:
        return str(self.value)
