"""The steps of `flask campus build`, each saying what it made."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import click
import numpy as np

from violet.campus.campus import Campus
from violet.campus.datasets import OpenDataError, read_datasets
from violet.campus.loader import VECTORS
from violet.campus.open_data.building import Builder
from violet.campus.open_data.notice import with_notice
from violet.campus.pack_lint import NOTICE
from violet.domain.geo import LatLng
from violet.ports import ProviderError
from violet.providers.embeddings.minilm import reference_vectors
from violet.providers.embeddings.vector_file import read_vectors, text_key, write_vectors
from violet.routing.build import build
from violet.routing.graph import GRAPH, StreetGraph, load, save
from violet.routing.lines import DESCRIPTION
from violet.routing.quality import DETOUR, FAR_M, Quality, quality
from violet.services.places.vectors import shipped_texts

STREETS = "streets"
BATCH = 512


def has_streets(folder: Path) -> bool:
    return (folder / STREETS / DESCRIPTION).exists()


def build_places(folder: Path, pack: Campus, data: Path) -> None:
    """The places of the pack's data sets, from the files of a folder, and the notice that names them. Ends the command
    with 1 where a file cannot be read."""
    datasets = [one for one in read_datasets(folder) if one.file is not None]
    builder = Builder(folder, pack)
    with click.progressbar(datasets, label="data sets", file=sys.stderr) as bar:
        try:
            built = [builder.build(dataset, data) for dataset in bar]
        except OpenDataError as error:
            raise click.ClickException("\n".join(error.messages)) from None
    for one in built:
        refused = ", ".join(f"{count} {reason}" for reason, count in sorted(one.refused.items()))
        click.echo(f"{one.dataset.id}: {one.places} places" + (f"; not taken: {refused}" if refused else ""))
    if datasets:
        path = folder / NOTICE
        text = path.read_text(encoding="utf-8") if path.is_file() else "# Sources of the guide\n"
        path.write_text(with_notice(text, datasets), encoding="utf-8")


def build_graph(folder: Path, pack: Campus) -> None:
    path = folder / STREETS / GRAPH
    built = build(folder / STREETS, [place.location for place in pack.sites])
    save(built.graph, path)
    click.echo(
        f"{path.name}: {path.stat().st_size // 1024} KB; "
        f"left out {built.dropped_pieces} pieces in {built.components - 1} islands that no street leads to"
    )


def build_vectors(folder: Path, pack: Campus) -> None:
    """The embeddings of all places, those that are there already as they are. Without the model's package they are
    computed when the server starts."""
    texts, path = shipped_texts(pack), folder / VECTORS
    known = read_vectors(path)
    new = [text for text in texts if text_key(text) not in known]
    if not texts or (not new and len(known) == len(texts)):
        return
    try:
        with click.progressbar(range(0, len(new), BATCH), label="vectors", file=sys.stderr) as bar:
            for start in bar:
                batch = new[start : start + BATCH]
                known |= dict(zip(map(text_key, batch), reference_vectors(batch), strict=True))
    except ProviderError:
        click.echo(f"no {VECTORS}: the embedding model is not installed")
        return
    write_vectors(path, texts, np.stack([known[text_key(text)] for text in texts]))
    click.echo(f"{len(texts)} vectors, {path.stat().st_size // 1024} KB in {path.name}")


def is_sound(folder: Path, pack: Campus) -> bool:
    """Whether every place can be reached and no edge leads through water; says how good the graph is."""
    if not has_streets(folder):
        click.echo(f"{folder.name} has no {STREETS}/{DESCRIPTION}: walks are estimated.")
        return True
    return _is_sound(
        load(folder / STREETS / GRAPH), {f"{place.campus}/{place.id}": place.location for place in pack.places}
    )


def _is_sound(graph: StreetGraph, places: Mapping[str, LatLng]) -> bool:
    found = quality(graph, places)
    for line in _report(found):
        click.echo(line)
    return not found.unreachable and not found.wet_edges


def _report(found: Quality) -> list[str]:
    return [
        f"{found.nodes} junctions, {found.edges} edges, {found.kilometers:.0f} km, {found.dead_ends} dead ends",
        f"farther than {FAR_M:.0f} m from a street: {len(found.far_places)} places"
        + "".join(f"\n  {name}" for name in found.far_places),
        f"unreachable: {len(found.unreachable)} places" + "".join(f"\n  {name}" for name in found.unreachable),
        f"edges through water that are no bridge: {len(found.wet_edges)}",
        f"walk over straight line, places on one side of the water: median {found.detour(0.5):.2f}, "
        f"p95 {found.detour(0.95):.2f}, over {DETOUR}: {found.long_detours:.1%}",
    ]
