from enum import StrEnum


class PreferencesBodyIndoorOutdoorType0(StrEnum):
    EITHER = "either"
    INDOOR = "indoor"
    OUTDOOR = "outdoor"

    def __str__(self) -> str:
        return str(self.value)
