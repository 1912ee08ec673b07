"""`flask violet audit` and `flask violet feedback`: checking the trail, and taking opinions along."""

from __future__ import annotations

import json
from typing import TextIO

import click
from flask.cli import AppGroup

from violet.services.moderation import feedback
from violet.services.working import audit

audit_cli = AppGroup("audit", help="The trail of what people with rights did.")
feedback_cli = AppGroup("feedback", help="What people think of answers.")


@audit_cli.command("verify")
def verify() -> None:
    """Check that no row of the trail was changed, taken out, put in or cut off; exit with 1 where one was."""
    verdict = audit.verify()
    if not verdict.sound:
        raise click.ClickException(f"The trail is broken at {verdict.broken_at}, after {verdict.rows} good rows.")
    click.echo(f"The trail is sound: {verdict.rows} rows.")


@feedback_cli.command("export")
@click.option("--rating", type=click.Choice(["up", "down"]), help="Only what people liked, or did not.")
@click.option(
    "--output", type=click.File("w", encoding="utf-8"), default="-", help="Where to; the terminal by default."
)
def export(rating: str | None, output: TextIO) -> None:
    """Write the turns people had an opinion of as cases that have no labels yet, one JSON object a line, without
    anything personal."""
    for case in feedback.cases(rating=rating):
        intent = (case.said or {}).get("intent", {})
        said = {"rating": case.rating, "reason": case.reason, "understood": intent}
        output.write(json.dumps({"message": case.message, "labels": None, **said}, ensure_ascii=False) + "\n")
