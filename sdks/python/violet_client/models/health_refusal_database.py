from enum import StrEnum


class HealthRefusalDatabase(StrEnum):
    CONNECTED = "connected"
    DISCONNECTED = "disconnected"
    NOT_CONFIGURED = "not_configured"

    def __str__(self) -> str:
        return str(self.value)
