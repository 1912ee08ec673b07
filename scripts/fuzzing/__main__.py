"""`python -m scripts.fuzzing --count 20000 --seed 1`: ends with 1 where an input went wrong."""

from __future__ import annotations

import argparse
import sys

from flask import Flask
from flask_migrate import upgrade

from scripts.fuzzing import calendars, feeds, requests
from scripts.fuzzing.running import LONGEST_S, Check, Numbers, Outcome, run
from tests.servers import postgres_server
from violet.app import create_app
from violet.settings import Settings

# The parts of all inputs that are of each kind.
PARTS = {"calendars": 0.35, "feeds": 0.35, "requests": 0.3}


def main() -> int:
    options = _parser().parse_args()
    kinds = [options.only] if options.only else list(PARTS)
    counts = {kind: options.count if options.only else round(options.count * PARTS[kind]) for kind in kinds}
    outcomes: list[Outcome] = []
    checks: dict[str, Check] = {"calendars": calendars.check, "feeds": feeds.check}
    with postgres_server() as url:
        for kind, count in counts.items():
            check = checks[kind] if kind in checks else requests.checking(_app(url))
            numbers = Numbers(options.seed, count, options.first)
            outcomes.append(run(kind, check, numbers, longest_s=options.longest))
            print(outcomes[-1].text(), flush=True)
    return int(any(outcome.wrong for outcome in outcomes))


def _app(database_url: str) -> Flask:
    settings = Settings(
        _env_file=None,
        environment="testing",
        embeddings="off",
        log_level="ERROR",
        bcrypt_rounds=4,
        ratelimit_enabled=False,
        database_url=database_url,
    )
    app = create_app(settings)
    with app.app_context():
        upgrade()
    return app


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20_000, help="inputs in all (default 20,000)")
    parser.add_argument("--seed", type=int, default=1, help="another seed is another set of inputs")
    parser.add_argument("--first", type=int, default=0, help="begin with this number, to repeat one: --count 1")
    parser.add_argument("--only", choices=sorted(PARTS), help="this kind alone")
    parser.add_argument(
        "--longest", type=float, default=LONGEST_S, help="seconds of work an input may take (default 1)"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
