from enum import StrEnum


class ChatAnswerDebugVibe(StrEnum):
    BOOKSTORE = "bookstore"
    CHILL_DRINKS = "chill_drinks"
    EXPLORE = "explore"
    FAST_BITE = "fast_bite"
    FOOD = "food"
    FOOD_GENERAL = "food_general"
    FREE_EVENTS = "free_events"
    GENERIC = "generic"
    NIGHTLIFE = "nightlife"
    PARTY = "party"
    SHOPPING = "shopping"
    STUDY = "study"

    def __str__(self) -> str:
        return str(self.value)
