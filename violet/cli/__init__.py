"""The command line (`flask --app violet.wsgi ...`): one module per group of commands."""

from __future__ import annotations

from flask import Flask

from violet.cli.config import config_cli
from violet.cli.events import events_cli
from violet.cli.guide import guide_cli
from violet.cli.release import release
from violet.cli.users import users_cli


def register(app: Flask) -> None:
    for group in (config_cli, events_cli, guide_cli, users_cli):
        app.cli.add_command(group)
    app.cli.add_command(release)
