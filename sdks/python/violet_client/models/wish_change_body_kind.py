from enum import StrEnum


class WishChangeBodyKind(StrEnum):
    ALREADY_SHOWN = "already_shown"
    ALSO_DIET = "also_diet"
    ALSO_TAG = "also_tag"
    CLOSER = "closer"
    COMPARED_PRICE = "compared_price"
    CUISINE = "cuisine"
    CUISINE_OFF = "cuisine_off"
    DIET = "diet"
    KIND = "kind"
    NAME = "name"
    NEAR = "near"
    OPEN = "open"
    PRICE = "price"
    REFUSED_KIND = "refused_kind"
    REFUSED_TAG = "refused_tag"
    SETTING = "setting"
    TAG = "tag"
    TIME = "time"
    WALK = "walk"

    def __str__(self) -> str:
        return str(self.value)
