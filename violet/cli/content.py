"""`flask violet content`: places as files, out and in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TextIO

import click
from flask import current_app
from flask.cli import AppGroup

from violet.container import Container
from violet.errors import VioletError
from violet.services.accounts.roles import account_id
from violet.services.content import exchange

content_cli = AppGroup("content", help="Places of editors as CSV and GeoJSON.")
CAMPUS = click.option("--campus", metavar="ID", help="Of which campus; the default one without it.")


@content_cli.command("export")
@click.option("--format", "form", type=click.Choice(["csv", "geojson"]), default="csv", show_default=True)
@click.option(
    "--output", type=click.File("w", encoding="utf-8"), default="-", help="Where to; the terminal without it."
)
@CAMPUS
def export(form: str, output: TextIO, campus: str | None) -> None:
    """Write every place that is a document, as it stands in its newest version."""
    documents = exchange.documents_of(_at(campus).here)
    output.write(exchange.to_csv(documents) if form == "csv" else exchange.to_geojson(documents))


@content_cli.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--author", required=True, metavar="EMAIL", help="Whose drafts they are.")
@click.option("--dry-run", is_flag=True, help="Show every change, and make none.")
@CAMPUS
def import_(file: Path, author: str, dry_run: bool, campus: str | None) -> None:
    """Make drafts of the places in FILE (.csv or .geojson): somebody else reviews them, as always. Exit with 1 where
    any of them was wrong."""
    container = _at(campus)
    read = exchange.read_csv if file.suffix.lower() == ".csv" else exchange.read_geojson
    try:
        author_id = account_id(author)
        rows = read(file.read_text(encoding="utf-8"))
    except VioletError as error:
        raise click.ClickException(error.message) from error
    outcomes = list(exchange.bring_in(container.here, rows, author_id=author_id, dry=dry_run))
    for outcome in outcomes:
        _tell(outcome)
    wrong = sum(outcome.problem is not None for outcome in outcomes)
    changed = sum(bool(outcome.changes) for outcome in outcomes)
    click.echo(f"{len(outcomes)} places: {changed} {'would change' if dry_run else 'changed'}, {wrong} are wrong.")
    sys.exit(1 if wrong else 0)


def _tell(outcome: exchange.Outcome) -> None:
    what = outcome.problem or ("new" if outcome.is_new else "changed" if outcome.changes else "as it was")
    click.echo(f"{outcome.line}: {outcome.subject}: {what}")
    for change in outcome.changes:
        click.echo(f"    {change.field}: {change.before!r} -> {change.after!r}")


def _at(campus: str | None) -> Container:
    container: Container = current_app.extensions["violet"]
    if campus is not None and campus not in container.campuses:
        raise click.BadParameter(f"there is no campus {campus}; there are {', '.join(container.campuses)}")
    return container.at(campus) if campus is not None else container
