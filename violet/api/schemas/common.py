"""Bases and pieces shared by all schemas."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field


class ApiModel(BaseModel):
    """Unknown keys are ignored, as older apps send some; a model that must refuse them says so itself."""

    model_config = ConfigDict(extra="ignore", allow_inf_nan=False, str_strip_whitespace=True)

    @classmethod
    @cache
    def model_json_schema(cls, **kwargs: Any) -> dict[str, Any]:  # type: ignore[override]
        return super().model_json_schema(**kwargs)


Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]


class ErrorBody(ApiModel):
    """The one shape of every error. `error` is a sentence for the person; `field` names the input at fault."""

    error: str
    code: str
    request_id: str
    field: str | None = None
