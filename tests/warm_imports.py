"""Imported by the process that `tests.warm` forks others from: what every server and command loads before it begins."""

from __future__ import annotations

import gc

import flask.cli
import gunicorn.app.wsgiapp

import scripts.migrate_sqlite_to_postgres
import violet.app
import violet.fair_worker
from violet.settings import Settings
from violet.wiring import build_container, warm_up

__all__ = ["flask", "gunicorn", "scripts", "violet"]

# Campuses, streets and what tells languages apart are read once per process, whoever asks.
warm_up(build_container(Settings(_env_file=None, embeddings="off", database_url="sqlite://")))
# Forks share it; a collection would write to all of it.
gc.collect()
gc.freeze()
gc.enable()
