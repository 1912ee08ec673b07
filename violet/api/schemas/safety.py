"""Whom to call, on the wire."""

from __future__ import annotations

from typing import Literal

from violet.api.schemas.common import ApiModel


class Contact(ApiModel):
    name: str
    phone: str


class SafetyNumber(Contact):
    kind: Literal["emergency", "safety", "crisis", "counseling"]


class SafetyAnswer(ApiModel):
    """`safety` is the campus's own office, `crisis` the line for people in despair. `numbers` is the same as a list,
    the most urgent first."""

    campus: str
    emergency: str
    safety: Contact
    crisis: str
    counseling: Contact
    lost_on_the_way: str | None
    numbers: list[SafetyNumber]
