"""gunicorn's entry point (`violet.wsgi:app`): the only module that makes an app at import time."""

from __future__ import annotations

from violet.app import create_app

app = create_app()
