from enum import StrEnum


class WalkState(StrEnum):
    ALARM = "alarm"
    ARRIVED = "arrived"
    CANCELLED = "cancelled"
    ESCALATED = "escalated"
    OVERDUE = "overdue"
    RESOLVED = "resolved"
    WALKING = "walking"

    def __str__(self) -> str:
        return str(self.value)
