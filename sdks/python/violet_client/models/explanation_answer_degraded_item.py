from enum import StrEnum


class ExplanationAnswerDegradedItem(StrEnum):
    EVENTS = "events"
    LLM = "llm"
    PLACES = "places"
    ROUTES = "routes"

    def __str__(self) -> str:
        return str(self.value)
