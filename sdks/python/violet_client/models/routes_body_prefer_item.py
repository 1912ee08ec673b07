from enum import StrEnum


class RoutesBodyPreferItem(StrEnum):
    BUSY = "busy"
    LIT = "lit"
    SCENIC = "scenic"
    SHADE = "shade"
    STEP_FREE = "step_free"

    def __str__(self) -> str:
        return str(self.value)
