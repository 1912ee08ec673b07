"""Expand, then contract: a migration takes nothing away that the version before still needs (docs/operating.md, "Rolling
back")."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

VERSIONS = sorted((ROOT / "violet/migrations/versions").glob("*.py"))
TAKES_AWAY = {"drop_table", "drop_column", "drop_constraint", "rename_table", "alter_column"}


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.stem)
def test_a_migration_only_adds_or_says_which_one_it_contracts(path: Path) -> None:
    assert broken_rules(path.read_text(), {one.stem[:4] for one in VERSIONS}) == []


@pytest.mark.parametrize(
    ("upgrade", "broken"),
    [
        ('op.drop_column("users", "role")', ["drop_column"]),
        ('with op.batch_alter_table("users") as users:\n        users.drop_column("role")', ["drop_column"]),
        ('op.alter_column("users", "role", nullable=False)', ["alter_column"]),
        ('op.add_column("users", sa.Column("a", sa.Text(), nullable=False))', ["add_column"]),
        ('op.add_column("users", sa.Column("a", sa.Text(), nullable=False, server_default=""))', []),
        ('op.add_column("users", sa.Column("a", sa.Text()))', []),
        ('op.create_table("t", sa.Column("a", sa.Text(), nullable=False))', []),
    ],
)
def test_a_planted_migration_is_judged(upgrade: str, broken: list[str]) -> None:
    text = f"def upgrade():\n    {upgrade}\n\ndef downgrade():\n    op.drop_table('t')\n"
    assert broken_rules(text, {"0001"}) == broken
    assert broken_rules(f'contracts = "0001"\n{text}', {"0001"}) == [rule for rule in broken if rule == "add_column"]
    assert broken_rules(f'contracts = "0009"\n{text}', {"0001"}) == broken, "it has to be one that exists"


def broken_rules(text: str, known: set[str]) -> list[str]:
    """The calls in `upgrade` that the version before might not survive."""
    tree = ast.parse(text)
    contracts = any(
        isinstance(node, ast.Assign)
        and ast.unparse(node.targets[0]) == "contracts"
        and ast.literal_eval(node.value) in known
        for node in tree.body
    )
    upgrade = next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "upgrade")
    return list(_broken(upgrade, contracts=contracts))


def _broken(upgrade: ast.FunctionDef, *, contracts: bool) -> Iterator[str]:
    for node in ast.walk(upgrade):
        name = node.func.attr if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else ""
        if name in TAKES_AWAY and not contracts:
            yield name
        if name == "add_column":
            said = ast.unparse(node)
            if "nullable=False" in said and "server_default" not in said:
                yield name
