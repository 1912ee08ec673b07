from enum import StrEnum


class MyEventBodyStatus(StrEnum):
    GOING = "going"
    INTERESTED = "interested"

    def __str__(self) -> str:
        return str(self.value)
