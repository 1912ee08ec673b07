from enum import StrEnum


class DirectionsOfTurnMode(StrEnum):
    TRANSIT = "transit"
    WALKING = "walking"

    def __str__(self) -> str:
        return str(self.value)
