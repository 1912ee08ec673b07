"""Bases and pieces shared by all schemas."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Annotated, Any

from flask import has_request_context, request
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, model_validator

FIRST_YEAR, LAST_YEAR = 1900, 2200


def _without_nul(value: Any) -> Any:
    """Of a text, or of the texts in a list; deeper, the schema of what is there says it again."""
    if isinstance(value, list):
        return [one.replace("\x00", "") if isinstance(one, str) else one for one in value]
    return value.replace("\x00", "") if isinstance(value, str) else value


class ApiModel(BaseModel):
    """Unknown keys are ignored, as older apps send some; a model that must refuse them says so itself."""

    model_config = ConfigDict(extra="ignore", allow_inf_nan=False, str_strip_whitespace=True)

    @model_validator(mode="before")
    @classmethod
    def _drop_nul(cls, data: Any) -> Any:
        """PostgreSQL raises for NUL in any text, also where it only compares. Passwords stay as typed."""
        if not isinstance(data, dict) or not cls.model_config.get("str_strip_whitespace"):
            return data
        return {key: _without_nul(value) for key, value in data.items()}

    @classmethod
    @cache
    def model_json_schema(cls, **kwargs: Any) -> dict[str, Any]:  # type: ignore[override]
        return super().model_json_schema(**kwargs)


class OptionalBody(ApiModel):
    """A body that may be left out altogether, as all that is in it may."""

    @model_validator(mode="before")
    @classmethod
    def _nothing_said(cls, data: Any) -> Any:
        """A request with no body at all says nothing; one whose body cannot be read is refused."""
        return {} if data is None and has_request_context() and not request.get_data(cache=True) else data


def _in_our_time(moment: datetime) -> datetime:
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError(f"has to be in the years {FIRST_YEAR} to {LAST_YEAR}")
    return moment


# Times near the year 1 or 9999 have no equivalent in every zone: to convert them raises OverflowError.
Moment = Annotated[AwareDatetime, AfterValidator(_in_our_time)]
Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Point = Annotated[list[float], Field(min_length=2, max_length=2, description="[latitude, longitude]")]


class ErrorBody(ApiModel):
    """The one shape of every error. `error` is a sentence for the person; `field` names the input at fault."""

    error: str
    code: str
    request_id: str
    field: str | None = None
