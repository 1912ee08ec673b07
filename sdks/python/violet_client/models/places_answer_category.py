from enum import StrEnum


class PlacesAnswerCategory(StrEnum):
    CHILL_CAFES = "chill_cafes"
    COZY_CAFES = "cozy_cafes"
    EVENTS = "events"
    EXPLORE = "explore"
    QUICK_BITES = "quick_bites"
    TOP = "top"

    def __str__(self) -> str:
        return str(self.value)
