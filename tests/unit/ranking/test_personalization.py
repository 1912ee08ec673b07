"""With personalization off, what is stored of a person changes no ranking: two thousand accounts of all tastes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, get_args

import pytest
from sqlalchemy import insert

from tests.conftest import make_settings
from tests.unit.test_ranking_properties import order_of, random_case
from violet.app import create_app
from violet.container import Container
from violet.domain.categories import taxonomy
from violet.domain.preferences import NO_PREFERENCES, Preferences
from violet.domain.vocabulary import Diet
from violet.extensions import db
from violet.models import Activity, LoginSession, User
from violet.security.tokens import Claims
from violet.services.accounts.personalization import personal_preferences
from violet.services.accounts.sessions import find_caller
from violet.services.ranking.affinity import STRENGTH
from violet.services.ranking.scoring import rank
from violet.wiring import build_container

ACCOUNTS, WILLING = 2000, 100
NOW = datetime(2026, 11, 21, 18, tzinfo=UTC)


@pytest.fixture(scope="module")
def deps(_sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Container]:
    """With accounts 1 to 2,000, none of whom wants their preferences used, and a hundred more who do."""
    path = tmp_path_factory.mktemp("accounts") / "violet.db"
    path.write_bytes(_sqlite_template.read_bytes())
    settings = make_settings(database_url=f"sqlite:///{path}")
    deps = replace(build_container(settings), clock=lambda: NOW)
    with create_app(settings, container=deps).app_context():
        rng = random.Random(2026)
        with db.engine.begin() as connection:
            connection.execute(insert(User), [_account(rng, number) for number in range(1, ACCOUNTS + WILLING + 1)])
            connection.execute(insert(LoginSession), [_log_in(number) for number in range(1, ACCOUNTS + WILLING + 1)])
            connection.execute(insert(Activity), [_like(rng, deps) for _ in range(3 * ACCOUNTS)])
        yield deps
        db.engine.dispose()


def _account(rng: random.Random, number: int) -> dict[str, Any]:
    preferences = {
        "dietary_restrictions": rng.sample(get_args(Diet), rng.randint(0, 2)),
        "budget": {"min": None, "max": rng.choice([None, 10, 20])},
        "preferred_vibes": rng.sample(sorted(taxonomy().vibes), rng.randint(0, 2)),
        "max_walk_minutes_default": rng.choice([None, 5, 12]),
        "interests": rng.choice([None, "ramen and jazz", "museums"]),
        "indoor_outdoor": rng.choice([None, "indoor", "outdoor"]),
    }
    return {
        "id": number,
        "email": f"student{number}@nyu.edu",
        "password_hash": "none",
        "preferences": preferences,
        "settings": {"use_preferences_for_personalization": number > ACCOUNTS},
        "created_at": NOW,
    }


def _log_in(number: int) -> dict[str, Any]:
    dates = {"created_at": NOW, "expires_at": NOW + timedelta(days=1)}
    return {"id": f"phone-{number}", "user_id": number, "generation": 1, **dates}


def _preferences(deps: Container, account: int) -> Preferences:
    caller = find_caller(deps.identity.people, Claims(account, f"phone-{account}"))
    return personal_preferences(deps.here, caller) or NO_PREFERENCES


def _like(rng: random.Random, deps: Container) -> dict[str, Any]:
    return {
        "user_id": rng.randint(1, ACCOUNTS + WILLING),
        "type": rng.choice(sorted(STRENGTH)),
        "place_id": rng.choice(deps.campus.places).id,
        "created_at": NOW - timedelta(days=rng.randint(0, 30)),
    }


def test_what_is_stored_changes_nothing(deps: Container) -> None:
    for account in range(1, ACCOUNTS + 1):
        _, candidates, request = random_case(account)
        asked = replace(request, preferences=_preferences(deps, account))
        anybody = replace(request, preferences=NO_PREFERENCES)
        assert order_of(rank(candidates, asked, limit=20)) == order_of(rank(candidates, anybody, limit=20)), account


def test_the_same_would_change_most_rankings_if_it_were_wanted(deps: Container) -> None:
    """Or the property above would say nothing."""
    changed = 0
    for account in range(ACCOUNTS + 1, ACCOUNTS + WILLING + 1):
        _, candidates, request = random_case(account)
        asked = replace(request, preferences=_preferences(deps, account))
        anybody = replace(request, preferences=NO_PREFERENCES)
        changed += order_of(rank(candidates, asked, limit=20)) != order_of(rank(candidates, anybody, limit=20))
    assert changed > WILLING / 2
