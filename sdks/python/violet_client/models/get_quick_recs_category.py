from enum import StrEnum


class GetQuickRecsCategory(StrEnum):
    CHILL_CAFES = "chill_cafes"
    COZY_CAFES = "cozy_cafes"
    EVENTS = "events"
    EXPLORE = "explore"
    QUICK_BITES = "quick_bites"

    def __str__(self) -> str:
        return str(self.value)
