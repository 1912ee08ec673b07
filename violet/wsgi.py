"""gunicorn's entry point (`violet.wsgi:app`): the only module that makes an app at import time."""

from __future__ import annotations

import gc
import sys

# All that is loaded stays: looking through it for garbage meanwhile would be a fifth of the start.
gc.disable()

from violet.app import create_app  # noqa: E402
from violet.production import UnsafeConfiguration  # noqa: E402

try:
    app = create_app()
except UnsafeConfiguration as error:  # for the operator: the list of problems, and no stack trace around it
    sys.exit(str(error))
finally:
    gc.enable()
