"""The command line (`flask --app violet.wsgi ...`): one module per group of commands."""

from __future__ import annotations

from flask import Flask

from violet.cli.campus import campus_cli
from violet.cli.config import config_cli
from violet.cli.content import content_cli
from violet.cli.doctor import doctor
from violet.cli.events import events_cli
from violet.cli.guide import guide_cli
from violet.cli.jobs import violet_cli
from violet.cli.oversight import audit_cli, feedback_cli
from violet.cli.release import release
from violet.cli.users import users_cli


def register(app: Flask) -> None:
    for group in (campus_cli, config_cli, events_cli, guide_cli, users_cli, violet_cli):
        app.cli.add_command(group)
    violet_cli.add_command(audit_cli)
    violet_cli.add_command(content_cli)
    violet_cli.add_command(doctor)
    violet_cli.add_command(feedback_cli)
    app.cli.add_command(release)
