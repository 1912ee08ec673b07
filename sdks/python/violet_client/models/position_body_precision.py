from enum import StrEnum


class PositionBodyPrecision(StrEnum):
    APPROXIMATE = "approximate"
    EXACT = "exact"

    def __str__(self) -> str:
        return str(self.value)
