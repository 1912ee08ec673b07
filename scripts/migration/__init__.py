"""Moves a SQLite database into PostgreSQL: in batches, resumable after a kill at any point, verified row by row.

`source` reads the SQLite file; `older`, `accounts` and `own` say what its rows become; `bookkeeping` remembers on the
target how far we are; `runner` moves and compares; `migration` is the order of it all; `report` tells what happened.
"""
