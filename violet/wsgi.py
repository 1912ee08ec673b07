"""gunicorn's entry point (`violet.wsgi:app`): the only module that makes an app at import time."""

from __future__ import annotations

import sys

from violet.app import create_app
from violet.production import UnsafeConfiguration

try:
    app = create_app()
except UnsafeConfiguration as error:  # for the operator: the list of problems, and no stack trace around it
    sys.exit(str(error))
