from enum import StrEnum


class AddDocumentKind(StrEnum):
    EVENTS = "events"
    GUIDES = "guides"
    PLACES = "places"

    def __str__(self) -> str:
        return str(self.value)
