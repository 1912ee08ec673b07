from enum import StrEnum


class SafetyNumberKind(StrEnum):
    COUNSELING = "counseling"
    CRISIS = "crisis"
    EMERGENCY = "emergency"
    SAFETY = "safety"

    def __str__(self) -> str:
        return str(self.value)
