from enum import StrEnum


class PreferencesBodyCommutePreferenceType0(StrEnum):
    BOTH = "both"
    TRANSIT = "transit"
    WALKING = "walking"

    def __str__(self) -> str:
        return str(self.value)
