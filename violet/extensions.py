"""The Flask extensions, made once and bound to an app in `violet.app`. A leaf."""

from __future__ import annotations

from flask_cors import CORS
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import DeclarativeBase


class Model(DeclarativeBase):
    """Base of all tables."""


db = SQLAlchemy(model_class=Model)
migrate = Migrate()
cors = CORS()
