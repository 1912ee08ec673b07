from enum import StrEnum


class PreferencesBodyDietaryRestrictionsType0ItemType1(StrEnum):
    EGG_ALLERGY = "egg-allergy"
    FISH_ALLERGY = "fish-allergy"
    MILK_ALLERGY = "milk-allergy"
    NUT_ALLERGY = "nut-allergy"
    PEANUT_ALLERGY = "peanut-allergy"
    SESAME_ALLERGY = "sesame-allergy"
    SHELLFISH_ALLERGY = "shellfish-allergy"
    SOY_ALLERGY = "soy-allergy"
    WHEAT_ALLERGY = "wheat-allergy"

    def __str__(self) -> str:
        return str(self.value)
