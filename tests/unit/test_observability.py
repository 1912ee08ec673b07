"""The dashboard and the alert rules speak of metrics and labels that exist, and every metric is looked at somewhere."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from violet.observability import metrics

FOLDER = Path(__file__).parents[2] / "scripts" / "observability"
LABELS_OF_PROMETHEUS = {"le"}


def panels() -> list[dict[str, object]]:
    found = json.loads((FOLDER / "dashboard.json").read_text())["panels"]
    assert isinstance(found, list)
    return found


def rules() -> list[dict[str, object]]:
    groups = yaml.safe_load((FOLDER / "alerts.yaml").read_text())["groups"]
    return [rule for group in groups for rule in group["rules"]]


def expressions() -> list[str]:
    shown = [target["expr"] for panel in panels() for target in panel["targets"]]  # type: ignore[attr-defined]
    return [*shown, *(str(rule["expr"]) for rule in rules())]


def known_metrics() -> dict[str, set[str]]:
    """Our sample names, as a query writes them, and the labels each may carry."""
    known: dict[str, set[str]] = {}
    for name, collector in vars(metrics).items():
        labels = getattr(collector, "_labelnames", None)
        if name.startswith("_") and labels is not None:
            for described in collector.describe():
                for suffix in {"counter": ["_total"], "histogram": ["_bucket", "_sum", "_count"]}.get(
                    described.type, [""]
                ):
                    known[described.name + suffix] = {*labels, *LABELS_OF_PROMETHEUS}
    return known


def uses(expression: str) -> Iterator[tuple[str, set[str]]]:
    """Each metric in a query with the labels asked of it."""
    names = re.findall(r"\bviolet_\w+", expression)
    grouped = {label.strip() for group in re.findall(r"\bby \(([^)]*)\)", expression) for label in group.split(",")}
    matched = set(re.findall(r"(\w+)\s*(?:=~|!=|!~|=)\s*\"", expression))
    for name in names:
        yield name, grouped | matched


@pytest.mark.parametrize("expression", expressions())
def test_a_query_asks_for_what_exists(expression: str) -> None:
    used = list(uses(expression))
    assert used
    for name, labels in used:
        assert name in known_metrics()
        assert labels <= known_metrics()[name]


def test_every_metric_is_looked_at() -> None:
    looked_at = {name for expression in expressions() for name, _ in uses(expression)}
    families = {re.sub(r"_(total|bucket|sum|count)$", "", name) for name in known_metrics()}
    assert families == {re.sub(r"_(total|bucket|sum|count)$", "", name) for name in looked_at}


def test_every_alert_says_what_is_wrong_and_how_urgent_it_is() -> None:
    assert len({rule["alert"] for rule in rules()}) == len(rules()) > 5
    for rule in rules():
        assert rule["labels"]["severity"] in ("page", "ticket")  # type: ignore[index]
        assert rule["annotations"]["summary"].endswith(".")  # type: ignore[index]


def test_panels_do_not_lie_on_top_of_each_other() -> None:
    places = [(p["gridPos"]["x"], p["gridPos"]["y"]) for p in panels()]  # type: ignore[index]
    assert len(set(places)) == len(places)


FLOOD = """
from prometheus_client import REGISTRY
from violet.observability import metrics

for n in range(1000):
    metrics.observe_request(method=f"M{n}", route=f"/made/up/{n}", status=200, seconds=0.1)
    metrics.observe_upstream(f"provider-{n}", f"outcome-{n}", 0.1)
    metrics.chat_turn(f"kind-{n}", [f"source-{n}"])
    metrics.cache_lookup(f"provider-{n}", hit=True)
samples = [s for family in REGISTRY.collect() if family.name.startswith("violet_") for s in family.samples]
values = {value for sample in samples for value in sample.labels.values()}
print(len(samples) < 10_000, "other" in values, "M999" in values, "/made/up/999" in values)
"""


def test_no_caller_can_make_series_grow() -> None:
    """In a process of its own, because what is seen first keeps its name."""
    done = subprocess.run([sys.executable, "-c", FLOOD], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "True", "False", "False"]


@pytest.mark.skipif(shutil.which("promtool") is None, reason="promtool comes with Prometheus")
@pytest.mark.parametrize("arguments", [("check", "rules", "alerts.yaml"), ("test", "rules", "alerts_test.yaml")])
def test_promtool_finds_the_rules_well_formed_and_doing_what_they_say(arguments: tuple[str, ...]) -> None:
    done = subprocess.run(["promtool", *arguments], cwd=FOLDER, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
