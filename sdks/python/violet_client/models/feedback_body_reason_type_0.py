from enum import StrEnum


class FeedbackBodyReasonType0(StrEnum):
    CLOSED = "closed"
    NOT_WHAT_I_ASKED = "not_what_i_asked"
    OTHER = "other"
    UNSAFE = "unsafe"
    WRONG_FACT = "wrong_fact"
    WRONG_PLACE = "wrong_place"

    def __str__(self) -> str:
        return str(self.value)
