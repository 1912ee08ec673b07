from enum import StrEnum


class RoleBodyRole(StrEnum):
    ADMIN = "admin"
    EDITOR = "editor"
    MODERATOR = "moderator"
    USER = "user"

    def __str__(self) -> str:
        return str(self.value)
