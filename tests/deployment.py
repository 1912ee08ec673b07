"""The deployment files as data: what the tests read them with."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
# A platform that reads the Procfile sets nothing by itself, and unset means development.
IN_PRODUCTION = "env FLASK_ENV=production"


def app_spec() -> dict[str, Any]:
    spec: dict[str, Any] = yaml.safe_load((ROOT / "app.yaml").read_text())
    return spec


def procfile() -> dict[str, str]:
    lines = (ROOT / "Procfile").read_text().splitlines()
    return {name.strip(): command.strip() for name, command in (line.split(":", 1) for line in lines if line)}


def component(spec: dict[str, Any], name: str) -> dict[str, Any]:
    """The service, worker or job of that name."""
    components = [*spec["services"], *spec["workers"], *spec["jobs"]]
    return next(part for part in components if part["name"] == name)


def environment(spec: dict[str, Any], name: str) -> dict[str, dict[str, str]]:
    """What a component sees when it runs, by key: the app's variables, then its own. Build-time ones are left out."""
    variables = [*spec["envs"], *component(spec, name).get("envs", [])]
    return {variable["key"]: variable for variable in variables if variable.get("scope") != "BUILD_TIME"}


def gunicorn_settings(monkeypatch: pytest.MonkeyPatch, **environ: str) -> dict[str, Any]:
    """`gunicorn.conf.py` as gunicorn reads it, under these variables only."""
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", "")  # gunicorn.conf.py sets it; this way it is put back
    for key in ("PORT", "REDIS_URL", "WEB_CONCURRENCY", "WEB_THREADS"):
        monkeypatch.delenv(key, raising=False)
    for key, value in environ.items():
        monkeypatch.setenv(key, value)
    return runpy.run_path(str(ROOT / "gunicorn.conf.py"))
