from enum import StrEnum


class PreviewDocumentKind(StrEnum):
    EVENTS = "events"
    GUIDES = "guides"
    PLACES = "places"

    def __str__(self) -> str:
        return str(self.value)
