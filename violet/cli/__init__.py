"""The command line (`flask --app violet.wsgi ...`): one module per group of commands."""

from __future__ import annotations

from flask import Flask

from violet.cli.guide import guide_cli


def register(app: Flask) -> None:
    app.cli.add_command(guide_cli)
