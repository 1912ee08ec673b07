from enum import StrEnum


class PreferencesBodyPreferredVibesType0Item(StrEnum):
    EXPLORE = "explore"
    FOOD = "food"
    FREE_EVENTS = "free_events"
    NIGHTLIFE = "nightlife"
    STUDY = "study"

    def __str__(self) -> str:
        return str(self.value)
