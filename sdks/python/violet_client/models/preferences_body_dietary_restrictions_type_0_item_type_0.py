from enum import StrEnum


class PreferencesBodyDietaryRestrictionsType0ItemType0(StrEnum):
    DAIRY_FREE = "dairy-free"
    GLUTEN_FREE = "gluten-free"
    HALAL = "halal"
    KOSHER = "kosher"
    PORK_FREE = "pork-free"
    SEAFOOD_ALLERGY = "seafood-allergy"
    VEGAN = "vegan"
    VEGETARIAN = "vegetarian"

    def __str__(self) -> str:
        return str(self.value)
