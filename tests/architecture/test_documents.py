"""What the documentation names exists: links, commands, settings, metrics, answers, routes and files."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml

from scripts import figures_table
from scripts.migrate_sqlite_to_postgres import parser as migration_parser
from tests.architecture.source import ROOT, modules
from tests.conftest import make_settings
from tests.deployment import app_spec
from tests.unit.test_observability import known_metrics
from violet.api.support.documentation import DocumentedApp
from violet.app import create_app
from violet.settings import Settings

DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
TEXTS = {path: path.read_text() for path in DOCUMENTS}
EVERYTHING = "\n".join(TEXTS.values())
OPERATING = (ROOT / "docs/operating.md").read_text()
SETTINGS = {name.upper() for name in Settings.model_fields} | {"FLASK_ENV"}
# Variables of the tools around violet, and of the examples.
OTHER_VARIABLES = {"ADMIN_URL", "APP_ID", "CHROME_PATH", "APP_URL", "CLUSTER_ID", "NEW_URL", "OLD_JWT_SECRET", "OWNER", "TOKEN"} | {
    "GRAFANA_PASSWORD", "LISTEN_ADDRESS", "POSTGRES_PASSWORD", "TLS_FOLDER",  # compose.yaml, see below
    "PIP_EXTRA_INDEX_URL", "VIOLET_EXTRAS", "PYTORCH_CPU_INDEX", "WARN", "FAIL", "ECONNREFUSED", "CERTIFICATE_VERIFY_FAILED", "WRONGPASS", "INFO", "GET", "POST", "PUT", "DELETE", "GRANT", "SECRET",
}  # fmt: skip


def test_the_documents_are_there() -> None:
    names = {path.stem for path in DOCUMENTS}
    assert names >= {"README", "api", "architecture", "configuration", "deploy", "evaluation", "operating", "scaling"}


def links() -> Iterator[tuple[Path, str]]:
    for path, text in TEXTS.items():
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            if not target.startswith("http"):
                yield path, target


@pytest.mark.parametrize(
    ("path", "target"), list(links()), ids=lambda value: value if isinstance(value, str) else value.name
)
def test_a_link_leads_somewhere(path: Path, target: str) -> None:
    file, _, anchor = target.partition("#")
    aim = (path.parent / file).resolve() if file else path
    assert aim.exists()
    if anchor:
        assert anchor in {_anchor(title) for title in re.findall(r"^#+ (.+)$", aim.read_text(), re.MULTILINE)}


def _anchor(title: str) -> str:
    """As GitHub makes it: lower case, no punctuation, hyphens for spaces."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


@pytest.fixture(scope="module")
def documented_app() -> DocumentedApp:
    return create_app(make_settings())


def test_every_flask_command_exists_with_its_options(documented_app: DocumentedApp) -> None:
    commands = set(re.findall(r"flask --app violet\.wsgi ([a-z][^`\n)]*)", EVERYTHING))
    assert len(commands) > 5
    for written in commands:
        command: click.Command = documented_app.cli
        words = written.split()
        while isinstance(command, click.Group):
            found = command.get_command(click.Context(command), words.pop(0))
            assert found is not None, written
            command = found
        options = {name for parameter in command.params for name in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= options, written


def test_every_script_and_file_exists() -> None:
    named = set(re.findall(r"(?<![\w/])((?:scripts|tests|violet|deploy|docs)/[\w./-]*\w)", EVERYTHING))
    assert len(named) > 20
    assert {name for name in named if not (ROOT / name).exists()} == set()


def test_every_option_of_the_migration_exists() -> None:
    known = set(re.findall(r"--[a-z-]+", migration_parser().format_help()))
    moving = OPERATING.partition("## Moving from the old server")[2].partition("## ")[0]
    named = set(re.findall(r"(?<=[`\s])--[a-z-]+", moving))
    assert len(named) >= 6
    assert named <= known | {"--app"}, "flask's"


def test_every_setting_exists() -> None:
    named = {name for path in DOCUMENTS for name in re.findall(r"[`$]\{?([A-Z][A-Z0-9_]{2,})\b(?![(\[/])", TEXTS[path])}
    assert len(named & SETTINGS) > 30
    assert named - SETTINGS - OTHER_VARIABLES == set()


def test_what_compose_asks_for_is_documented() -> None:
    compose = (ROOT / "compose.yaml").read_text()
    deploying = (ROOT / "docs/deploy.md").read_text()
    required = set(re.findall(r"\$\{(\w+):\?\}", compose))
    assert len(required) > 5
    assert {name for name in required if f"`{name}`" not in deploying} == set()


def test_what_has_to_be_filled_in_is_documented() -> None:
    deploying = (ROOT / "docs/deploy.md").read_text()
    spec = app_spec()
    repositories = (ROOT / "app.yaml").read_text().count("OWNER/")
    assert {1: "once", 2: "twice", 3: "three times", 4: "four times"}[repositories] in deploying
    for cluster in spec["databases"]:
        size = f"doctl databases create {cluster['cluster_name']} --engine {cluster['engine'].lower()}"
        assert f"{size} --version {cluster['version']} " in deploying


def test_every_metric_and_alert_exists() -> None:
    named = set(re.findall(r"\bviolet_\w+", EVERYTHING))
    assert named
    assert named <= set(known_metrics())
    rules = yaml.safe_load((ROOT / "scripts/observability/alerts.yaml").read_text())["groups"]
    alerts = {rule["alert"] for group in rules for rule in group["rules"]}
    assert set(re.findall(r"`(Violet\w+)`", OPERATING)) == alerts, "each is explained, and no other"


def test_every_degraded_value_is_explained_and_exists() -> None:
    """The values are the text constants that services put into `degraded`."""
    section = OPERATING.partition("## What `degraded` means")[2].partition("\n## ")[0]
    explained = set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE))
    found = {value for module in modules() if "violet/services" in module.path for value in _degraded(module.tree)}
    assert explained == found


def _degraded(tree: ast.Module) -> Iterator[str]:
    """Texts in tuples beside the name `degraded`, or returned by a function that answers such a tuple as well."""
    for node in ast.walk(tree):
        is_said = isinstance(node, ast.keyword) and node.arg == "degraded"
        is_assigned = isinstance(node, ast.Assign) and "degraded" in ast.unparse(node.targets[0])
        is_returned = isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple)
        if is_said or is_assigned or is_returned:
            for inner in ast.walk(node.value):  # type: ignore[attr-defined]
                if isinstance(inner, ast.Tuple) and len(inner.elts) == 1 and isinstance(inner.elts[0], ast.Constant):
                    yield str(inner.elts[0].value)


def test_every_answer_about_health_is_explained() -> None:
    tree = ast.parse((ROOT / "violet/services/health.py").read_text())
    words = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    answers = words & {"ok", "degraded", "unavailable", "disconnected", "not_configured", "ahead", "behind", "unknown"}
    assert len(answers) == 8
    assert {answer for answer in answers if f'"{answer}"' not in OPERATING} == set()


def test_every_route_exists(documented_app: DocumentedApp) -> None:
    rules = {re.sub(r"<[^>]+>", "ID", rule.rule) for rule in documented_app.url_map.iter_rules()}
    named = {
        path.rstrip(".")
        for path in re.findall(
            r"(?<![\w/])(?:http://127\.0\.0\.1:5001)?(/(?:api|health|metrics)(?:/[\w./]*)?)(?=[`\s?'\"])", EVERYTHING
        )
    }
    assert len(named) > 15
    assert {path for path in named if path not in {*rules, "/api", "/api/v1", "/api/docs"}} == set()


def test_what_was_checked_by_hand_has_its_date() -> None:
    tables = re.findall(r"\| what \| when \| outcome \|\n\|[-|]+\|\n((?:\|.*\n)+)", EVERYTHING)
    rows = [row.split(" | ") for table in tables for row in table.splitlines()]
    assert len(rows) > 5
    assert all(re.fullmatch(r"20\d\d-[01]\d-[0-3]\d", when) for _, when, _ in rows)


def test_the_figures_go_between_their_marks() -> None:
    load = {
        "name": "turn", "figures": {"p50_ms": 1.25, "p95_ms": 2.0, "p99_ms": 3.0}, "clients": 50, "value": None, "unit": "",
        "per_second": 80.5, "ratio": 0.625, "budget": {"sign": ">=", "bound": 0.6, "unit": ""}, "verdict": "ok",
    }  # fmt: skip
    size = load | {
        "name": "memory",
        "figures": None,
        "clients": None,
        "value": 512.0,
        "unit": "MB",
        "ratio": None,
        "budget": None,
    }
    measured = {"cores": 2, "python": "3.11", "load_generator": "wrk", "rows": [load, size]}
    current = figures_table.DOCUMENT.read_text()
    once = figures_table.document(current, measured)
    assert "| turn | 50 | 80.5 | 1.2 | 2.0 | 3.0 | 0.62 | >= 0.6 ok |" in once
    assert "| memory |  | 512 MB |  |  |  |  |  |" in once
    assert figures_table.document(once, measured) == once
    assert once.partition(figures_table.BEGIN)[0] == current.partition(figures_table.BEGIN)[0]


def test_every_test_that_a_promise_names_is_there() -> None:
    text = (ROOT / "docs/security.md").read_text()
    promises = [line for line in text.partition("## ASVS")[0].splitlines() if line.startswith("| ")][1:]
    assert len(promises) >= 20
    for line in promises:
        named = re.findall(r"`((?:tests|scripts)/[^`]+)`", line.rsplit("|", 2)[1])
        assert named, line
        assert all((ROOT / path).exists() for path in named), line


def test_every_row_of_the_verification_standard_has_a_verdict() -> None:
    rows = (ROOT / "docs/security.md").read_text().rpartition("|---|---|---|")[2].strip().splitlines()
    verdicts = {"yes", "no", "partly", "operator", "apps", "n/a"}
    assert {row.split("|")[2].strip() for row in rows} <= verdicts
    reasons = {row.split("|")[2].strip(): row.split("|")[3].strip() for row in rows}
    assert reasons["partly"]
