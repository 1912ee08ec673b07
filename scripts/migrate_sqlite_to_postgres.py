#!/usr/bin/env python
"""Moves a SQLite database of this project, or of the older VioletVibes server, to PostgreSQL.

    python scripts/migrate_sqlite_to_postgres.py --source old.db --target postgresql://... --dry-run

The source is only read. Killed at any point, the same command goes on where it was; finished, it does nothing more.
Exit status: 0 everything came over; 1 rows were rejected or differ (each is listed); 2 refused before moving anything.
Home addresses are sealed under FIELD_ENCRYPTION_KEYS of this environment: set it as the server has it.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from scripts.migration.errors import RefusalError
from scripts.migration.migration import Options, migrate


def main(arguments: list[str] | None = None) -> int:
    options = parser().parse_args(arguments)
    secret = os.environ.get(options.old_jwt_secret_env or "OLD_JWT_SECRET")
    if options.old_jwt_secret_env and not secret:
        sys.stderr.write(f"The variable {options.old_jwt_secret_env} is not set.\n")
        return 2
    try:
        report = migrate(
            options.source,
            options.target,
            Options(
                old_jwt_secret=secret,
                leave_addresses=options.leave_addresses,
                dry_run=options.dry_run,
                others_allowed=options.allow_other_users,
                batch_size=options.batch_size,
            ),
        )
    except RefusalError as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 2
    sys.stdout.write(report.text() + "\n")
    if options.report:
        report.save(options.report)
    return 0 if report.complete else 1


def parser() -> argparse.ArgumentParser:
    described = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = described.add_argument
    add("--source", type=Path, required=True, help="the SQLite file")
    add("--target", required=True, help="postgresql://user:password@host:port/database")
    add("--old-jwt-secret-env", metavar="NAME", help="the variable that holds the older server's JWT_SECRET")
    add("--leave-addresses", action="store_true", help="move accounts without their home addresses")
    add("--dry-run", action="store_true", help="report what would be moved, write nothing")
    add("--allow-other-users", action="store_true", help="the target may already hold users")
    add("--batch-size", type=int, default=1000, help="rows a transaction (default 1000)")
    add("--report", type=Path, metavar="FILE", help="also write the report there, as JSON")
    return described


if __name__ == "__main__":
    sys.exit(main())
