"""`flask guide ...`: check the campus guide's data files and count what they hold."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

import click
from flask.cli import AppGroup

from violet.campus.campus import Campus
from violet.campus.lint import Comparison, Problem, compare, counts, lint
from violet.campus.loader import CAMPUSES, VECTORS, GuideError, load_campus, load_campuses
from violet.providers.embeddings.minilm import reference_vectors
from violet.providers.embeddings.vector_file import write_vectors
from violet.services.places.vectors import shipped_texts

guide_cli = AppGroup("guide", help="Check and count the campus guide's data.")

root_option = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=None,
    help="The folder with campus.toml, events.toml and places/; the first of the product by default.",
)


@guide_cli.command("lint", with_appcontext=False)
@click.option(
    "--facts",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    help="A CSV of public records (name, address, campus, lat, lng) to compare with; repeatable.",
)
@root_option
def lint_command(facts: tuple[Path, ...], root: Path | None) -> None:
    """Print what is wrong with the guide; exit with 1 if anything is an error."""
    guide = _load(root)
    problems = lint(guide)
    if facts:
        comparison = compare(guide, chain.from_iterable(_read_rows(path) for path in facts))
        problems += comparison.problems
        _echo_comparison(comparison)
    for problem in problems:
        click.echo(str(problem))
    errors = _count(problems, "error")
    click.echo(
        f"{len(guide.places)} places, {len(guide.events)} events: "
        f"{errors} errors, {_count(problems, 'warning')} warnings"
    )
    sys.exit(1 if errors else 0)


@guide_cli.command("places", with_appcontext=False)
@root_option
def places_command(root: Path | None) -> None:
    """Print how many places each campus has of each kind. A place counts for all its kinds."""
    guide = _load(root)
    by_campus = counts(guide)
    rows = [
        (kind, [by_kind[kind] for by_kind in by_campus.values()])
        for kind in sorted(set(chain.from_iterable(by_campus.values())))
    ]
    totals = [sum(place.campus == campus for place in guide.places) for campus in by_campus]
    width = max(len(kind) for kind, _ in [*rows, ("places", [])])
    click.echo("  ".join(["kind".ljust(width), *(f"{name:>17}" for name in (*by_campus, "all"))]))
    for kind, numbers in [*rows, ("places", totals)]:
        cells = (f"{number:>17}" for number in (*numbers, sum(numbers)))
        click.echo("  ".join([kind.ljust(width), *cells]))


def _load(root: Path | None) -> Campus:
    try:
        return load_campus(root) if root is not None else load_campuses()[0]
    except GuideError as error:
        for message in error.messages:
            click.echo(f"error: {message}")
        sys.exit(1)


def _read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _echo_comparison(comparison: Comparison) -> None:
    click.echo(
        f"against public records: {len(comparison.matched)} agree, "
        f"{len(comparison.moved)} are elsewhere, "
        f"{len(comparison.readdressed)} have another address, "
        f"{len(comparison.missing)} not found"
    )


def _count(problems: Iterable[Problem], severity: str) -> int:
    return sum(problem.severity == severity for problem in problems)


@guide_cli.command("vectors", with_appcontext=False)
@root_option
def vectors_command(root: Path | None) -> None:
    """Write the vector file anew: the embeddings of all places, so that no start-up computes them."""
    campus = _load(root)
    texts, path = shipped_texts(campus), (root or CAMPUSES / campus.id) / VECTORS
    write_vectors(path, texts, reference_vectors(texts))
    click.echo(f"{len(texts)} vectors, {path.stat().st_size // 1024} KB in {path.name}")
