"""`flask events`: bringing the events up to date by hand, and looking at how the sources are doing."""

from __future__ import annotations

import logging
import sys

import click
from flask import current_app
from flask.cli import AppGroup
from tqdm import tqdm

from violet.container import Container
from violet.database import DATABASE_DOWN
from violet.services.events.intake.freshness import freshness
from violet.services.events.intake.intake_ports import IntakePorts
from violet.services.events.intake.refresh import RefreshReport, SourceReport, refresh
from violet.services.events.intake.reindex import reindex

events_cli = AppGroup("events", help="Events: refreshing them, and their sources.")


@events_cli.command("refresh")
@click.option("--source", "sources", multiple=True, help="Only this source (may be given more than once).")
@click.option("--due", is_flag=True, help="Only sources whose time has come.")
def refresh_events(sources: tuple[str, ...], due: bool) -> None:
    """Ask every source and update the events. Ends with 1 where no source could be read."""
    ports = _ports()
    known = [source.name for source in ports.sources]
    for name in set(sources) - set(known):
        raise click.BadParameter(f"there is no source {name}; there are {', '.join(known)}", param_hint="--source")
    watched = sys.stderr.isatty()
    if watched:  # lines of the log would run through the bar
        logging.getLogger().setLevel(logging.WARNING)
    with tqdm(unit=" events", desc="events", disable=not watched) as bar:

        def show(source: str, count: int) -> None:
            bar.set_postfix_str(source, refresh=False)
            bar.update(count)

        try:
            report = refresh(ports, due_only=due, only=sources, progress=show)
        except DATABASE_DOWN as error:
            raise click.ClickException("The database does not answer.") from error
    _print(report)
    if report.sources and all(one.failure for one in report.sources):
        raise click.ClickException("No source could be read.")


@events_cli.command("reindex")
def reindex_events() -> None:
    """Make anew what is derived of the events: what they mean, and which are the same."""
    with tqdm(unit=" events", desc="events", disable=not sys.stderr.isatty()) as bar:

        def show(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        try:
            made = reindex(_ports(), show)
        except DATABASE_DOWN as error:
            raise click.ClickException("The database does not answer.") from error
    click.echo(f"{made.events} events: {made.embedded} embedded anew, {made.merged} merges changed")


@events_cli.command("sources")
def list_sources() -> None:
    """How fresh each source is."""
    for one in freshness(_ports()):
        when = f"{one.last_success:%Y-%m-%d %H:%M}" if one.last_success else "never"
        click.echo(
            f"{one.source:20} {one.status:8} {one.events:6} events, last read {when} {one.failure or ''}".rstrip()
        )


def _print(report: RefreshReport) -> None:
    if report.busy:
        click.echo("Another refresh is under way; nothing done.")
        return
    for one in report.sources:
        click.echo(f"{one.source:20} {_said(one)}")
    click.echo(f"{report.pruned} past events removed, {report.merged} merges changed, {report.seconds:.1f} s")


def _said(one: SourceReport) -> str:
    if one.failure:
        return f"FAILED ({one.failure}); its last good events are kept"
    if one.unchanged:
        return "unchanged since the last time"
    changes = one.changes
    line = (
        f"{one.fetched} read: {changes.added} new, {changes.changed} changed, {changes.removed} gone, "
        f"{changes.unchanged} as before"
    )
    refused = ", ".join(f"{count} {reason}" for reason, count in sorted(one.rejected.items()))
    return f"{line}; not taken: {refused}" if refused else line


def _ports() -> IntakePorts:
    container: Container = current_app.extensions["violet"]
    return container.intake
