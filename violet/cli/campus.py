"""`flask campus ...`: make a pack, check it, compile what its data is compiled to, and sign it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from flask import current_app
from flask.cli import AppGroup

from violet.campus import manifest
from violet.campus.campus import Campus
from violet.campus.loader import CAMPUSES, PLAIN_ID, GuideError, campus_ids, load_campus, load_taxonomy
from violet.campus.manifest import ManifestError
from violet.campus.new_pack import Answers, write_pack
from violet.campus.pack_lint import lint_pack
from violet.cli.building import build_graph, build_places, build_vectors, has_streets, is_sound
from violet.container import Container
from violet.database import DATABASE_DOWN
from violet.domain.categories import use_taxonomy
from violet.domain.languages import SPOKEN
from violet.domain.taxonomy import TaxonomyError
from violet.services.open_data import ingest

campus_cli = AppGroup("campus", help="Make, check, compile and sign the packs of campuses.")

root_option = click.option(
    "--root",
    type=click.Path(file_okay=False, path_type=Path),
    default=lambda: Path(os.environ.get("CAMPUSES_DIR") or CAMPUSES),
    help="The folder of campuses; CAMPUSES_DIR by default, else the app's own.",
)


@campus_cli.command("new", with_appcontext=False)
@click.argument("campus")
@root_option
@click.option("--name", prompt="The university's name")
@click.option("--city", prompt="Its city")
@click.option("--timezone", prompt="The city's time zone (such as Europe/Helsinki)")
@click.option("--country", prompt="Its country (two letters, such as FI)")
@click.option("--units", type=click.Choice(["metric", "imperial"]), default="metric", prompt="Units")
@click.option("--languages", default="en", prompt=f"Languages to speak, with commas between ({', '.join(SPOKEN)})")
@click.option("--persona", default="Violet", prompt="What the concierge is called")
@click.option("--site", default="Main campus", prompt="What the campus is called")
@click.option("--address", prompt="Its address")
@click.option("--lat", type=float, prompt="Its latitude")
@click.option("--lng", type=float, prompt="Its longitude")
@click.option("--emergency", prompt="The number for emergencies (such as 112)")
@click.option("--crisis", default="", prompt="The number of a crisis line, empty where you are not sure")
@click.option("--security", default="", prompt="Campus security as 'name: number', empty where you are not sure")
def new_command(campus: str, root: Path, languages: str, security: str, **answers: object) -> None:
    """Ask a few questions and make the pack CAMPUS (small letters, digits and _)."""
    if not PLAIN_ID.fullmatch(campus):
        raise click.BadParameter("small letters, digits and single _ between them", param_hint="CAMPUS")
    name, _, phone = (part.strip() for part in security.partition(":"))
    told = Answers.model_validate(
        {
            **{key: value or None for key, value in answers.items() if value != ""},
            "id": campus,
            "languages": tuple(part.strip() for part in languages.split(",") if part.strip()),
            "security_name": name if phone else None,
            "security_phone": phone or None,
        }
    )
    try:
        write_pack(root / campus, told)
    except FileExistsError:
        raise click.ClickException(f"{root / campus} is there already.") from None
    click.echo(f"{root / campus}: now add places or data sets, then `campus build {campus}`.")
    _check(_loaded(root / campus), root / campus)


@campus_cli.command("lint", with_appcontext=False)
@click.argument("campus")
@root_option
def lint_command(campus: str, root: Path) -> None:
    """Print what is wrong with the pack CAMPUS; exit with 1 if anything is an error."""
    _check(_loaded(root / campus), root / campus)


@campus_cli.command("build", with_appcontext=False)
@click.argument("campus", required=False)
@root_option
@click.option("--report", "only_report", is_flag=True, help="Only say how good the graph is that is there.")
@click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder with the files that open_data.toml names: places are made of them first.",
)
@click.option("--no-vectors", is_flag=True, help="Leave the embeddings as they are.")
def build_command(campus: str | None, root: Path, only_report: bool, data: Path | None, no_vectors: bool) -> None:
    """Compile CAMPUS: the places of its data sets (with --data), the street graph, the embeddings and the manifest;
    exit with 1 where a place cannot be reached or an edge leads through water. Without a name, the folder's first."""
    folder = root / (campus or campus_ids(root)[0])
    pack = _loaded(folder)
    if only_report:
        sys.exit(0 if is_sound(folder, pack) else 1)
    if data is not None:
        build_places(folder, pack, data)
        pack = _loaded(folder)
    sound = True
    if has_streets(folder):
        build_graph(folder, pack)
        sound = is_sound(folder, pack)
    if not no_vectors:
        build_vectors(folder, pack)
    made = manifest.make(folder, _loaded(folder), [one.license for one in pack.licenses])
    manifest.write(folder, made)
    click.echo(f"{manifest.FILE}: {made.places} places, {made.events} events, {made.content[:16]}...")
    sys.exit(0 if sound else 1)


@campus_cli.command("ingest")
@click.argument("campus", required=False)
@click.option("--dataset", "datasets", multiple=True, help="Only this data set (may be given more than once).")
def ingest_command(campus: str | None, datasets: tuple[str, ...]) -> None:
    """Read the open data of CAMPUS (one of those served) over the net now and put it on top of the pack; exit with 1
    where nothing could be read."""
    everywhere: Container = current_app.extensions["violet"]
    if campus is not None and campus not in everywhere.campuses:
        raise click.BadParameter(f"there are {', '.join(everywhere.campuses)}", param_hint="CAMPUS")
    ports = everywhere.at(campus or everywhere.campus.id).open_data
    for name in set(datasets) - set(ports.sources):
        raise click.BadParameter(f"there is no {name}; there are {', '.join(ports.sources)}", param_hint="--dataset")
    try:
        report = ingest.refresh(ports, only=datasets)
    except DATABASE_DOWN as error:
        raise click.ClickException("The database does not answer.") from error
    if report.busy:
        raise click.ClickException("Another refresh is under way.")
    for one in report.datasets:
        click.echo(f"{one.dataset}: {_said(one)}")
    sys.exit(1 if report.datasets and all(one.failure for one in report.datasets) else 0)


def _said(one: ingest.DatasetReport) -> str:
    shape = f"; columns: {one.drift.as_dict()}" if one.drift.any else ""
    if one.failure:
        return f"FAILED ({one.failure}); what was read before is kept{shape}"
    if one.unchanged:
        return "unchanged since the last time"
    changes = one.changes
    return (
        f"{one.rows} rows: {changes.added} new places, {changes.changed} changed, {changes.unchanged} as before, "
        f"{changes.missed} missed, {changes.archived} archived{'' if one.complete else '; not read to the end'}{shape}"
    )


@campus_cli.command("sign", with_appcontext=False)
@click.argument("campus")
@root_option
@click.option("--key", type=click.Path(dir_okay=False, path_type=Path), required=True, help="An Ed25519 key in PEM.")
@click.option("--new-key", is_flag=True, help="Make the key first, in a file that is not there yet.")
def sign_command(campus: str, root: Path, key: Path, new_key: bool) -> None:
    """Sign the pack CAMPUS as it was built."""
    if new_key:
        _make_key(key)
    try:
        private = manifest.private_key(key.read_bytes())
        made = manifest.check_content(root / campus)
    except (OSError, ValueError, ManifestError) as error:
        raise click.ClickException(str(error)) from None
    manifest.write(root / campus, manifest.sign(made, private))
    click.echo(f"signed by {manifest.public_text(private.public_key())}")


@campus_cli.command("verify", with_appcontext=False)
@click.argument("campus")
@root_option
@click.option("--trust", multiple=True, help="A public key that is trusted; CAMPUS_KEYS by default.")
def verify_command(campus: str, root: Path, trust: Sequence[str]) -> None:
    """Say whether the pack CAMPUS is what its manifest says and who signed it; exit with 1 where it is not, or nobody
    who is trusted did."""
    trusted = trust or [key.strip() for key in os.environ.get("CAMPUS_KEYS", "").split(",") if key.strip()]
    try:
        made = manifest.verify(root / campus, trusted)
    except ManifestError as error:
        raise click.ClickException(str(error)) from None
    signature = made.signature
    click.echo(f"{campus}: {len(made.files)} files as signed by {signature.key if signature else 'nobody'}")


def _loaded(folder: Path) -> Campus:
    """The pack with its folder's taxonomy in force; ends the command with 1 where it is broken."""
    if not folder.is_dir():
        raise click.ClickException(f"{folder}: there is no such pack")
    try:
        use_taxonomy(load_taxonomy(folder.parent))
        return load_campus(folder)
    except (GuideError, TaxonomyError) as error:
        click.echo("\n".join(f"error: {message}" for message in error.messages))
        sys.exit(1)


def _check(pack: Campus, folder: Path) -> None:
    problems = lint_pack(pack, folder)
    for problem in problems:
        click.echo(str(problem))
    errors = sum(problem.severity == "error" for problem in problems)
    click.echo(
        f"{len(pack.places)} places, {len(pack.events)} events: {errors} errors, {len(problems) - errors} warnings"
    )
    sys.exit(1 if errors else 0)


def _make_key(path: Path) -> None:
    """A new key that only its owner may read."""
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(pem)
    except FileExistsError:
        raise click.ClickException(f"{path} is there already.") from None
