from enum import StrEnum


class LinkBodyStatus(StrEnum):
    LINKED = "linked"
    REVOKED = "revoked"

    def __str__(self) -> str:
        return str(self.value)
