from enum import StrEnum


class GetDirectionsMode(StrEnum):
    TRANSIT = "transit"
    WALKING = "walking"

    def __str__(self) -> str:
        return str(self.value)
