"""Changes the code in a hundred small ways and asks the tests whether they notice: `scripts/mutants`.

A seeded sample over six areas, the same each time. A mutant is one change of cosmic-ray's operators in a copy of the
repository (a comparison turned round, a number one off, a loop that never runs, a decorator gone); it is killed where a
test of its area fails. The survivors are listed with their change: each is a test that is missing, or a change that
means nothing. Changes of annotations, of how a parameter may be passed and of what a dataclass is made like (`frozen`,
`slots`) are left out, as no behavior follows from them.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

ROOT = Path(__file__).parents[1]
LONGEST_S = 600
# What every test imports and none changes: loaded once, before a mutant's process is forked off.
HEAVY = ("numpy", "sqlalchemy", "flask_openapi3", "pydantic", "psycopg2", "redis", "icalendar")
# Operators that need to be told more, or that change nothing.
LEFT_OUT = ("no-op", "Variable", "variable")


@dataclass(frozen=True, slots=True)
class Area:
    """`modules` are patterns below the repository; `tests` are asked one after the other until one fails."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]


AREAS = {
    "grounding": Area(
        ("violet/services/chat/replies/validator.py", "violet/services/chat/replies/claims.py"),
        ("tests/unit/test_grounding.py tests/unit/replies",
         "tests/evaluation/test_planted.py tests/api/chat/test_talk.py"),
    ),
    "ranking": Area(
        ("violet/services/ranking/*.py",),
        ("tests/unit/ranking tests/unit/test_ranking_properties.py tests/unit/test_affinity.py",
         "tests/api/chat/test_preferences.py tests/api/chat/test_quick.py tests/api/chat/test_plans.py",
         "tests/api/chat/test_questions.py tests/api/test_explanations.py tests/evaluation/test_gate.py"),
    ),
    "calendars": Area(
        ("violet/providers/ical/*.py", "violet/services/calendar/free*.py", "violet/services/calendar/agenda.py",
         "violet/domain/day_spans.py"),
        ("tests/unit/calendar tests/unit/events tests/unit/test_day_spans.py", "tests/api/calendar"),
    ),
    "sessions": Area(
        ("violet/services/accounts/sessions.py", "violet/services/accounts/passwords.py", "violet/security/*.py",
         "violet/services/accounts/authentication.py", "violet/api/support/sessions.py"),
        ("tests/unit/test_security.py tests/api/test_auth.py",
         "tests/api/test_passwords.py tests/api/chat/test_sessions.py",
         "tests/api/test_attacks_in_steps.py tests/api/test_rotation.py tests/api/test_limits.py",
         "tests/api/test_personal_data.py tests/api/together/test_contacts.py"),
    ),
    "spending": Area(
        ("violet/services/spending/*.py", "violet/providers/http/usage.py", "violet/providers/http/guard.py"),
        ("tests/unit/test_ledger.py", "tests/contract/test_spending.py",
         "tests/contract/upstreams tests/api/test_chat_upstreams.py"),
    ),
    "store": Area(
        ("violet/store/*.py", "violet/services/conversations/*.py"),
        ("tests/unit/test_memory_store.py tests/unit/test_conversation.py tests/contract/test_store.py",
         "tests/contract/test_event_log.py tests/contract/test_notices.py",
         "tests/contract/test_failover.py tests/contract/test_limit_storage.py"),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: the `occurrence`-th place where `operator` fits in `module`."""

    area: str
    module: str
    operator: str
    occurrence: int
    code: str = field(repr=False)

    @property
    def change(self) -> str:
        before = (ROOT / self.module).read_text().splitlines()
        lines = difflib.unified_diff(before, self.code.splitlines(), lineterm="", n=0)
        return "\n".join(f"    {line}" for line in lines if line[0] in "+-" and not line.startswith(("+++", "---")))


def sample(area: str, count: int, seed: int) -> list[Mutant]:
    """`count` mutants of the area; all there are where it has fewer."""
    random, places = Random(f"{area}-{seed}"), list(_places(area))  # noqa: S311 -- the same each time
    random.shuffle(places)
    found: list[Mutant] = []
    for module, operator, occurrence in places:
        if len(found) == count:
            break
        source = (ROOT / module).read_text()
        code = mutate_code(source, get_operator(operator)(), occurrence)
        if code is not None and _meaning(code) not in (None, _meaning(source)):
            found.append(Mutant(area, module, operator, occurrence, code))
    return found


def _places(area: str) -> Iterator[tuple[str, str, int]]:
    names = [name for name in operator_names() if not any(part in name for part in LEFT_OUT)]
    for module in sorted({path for pattern in AREAS[area].modules for path in ROOT.glob(pattern)}):
        nodes = list(ast_nodes(get_ast(module.read_text())))
        for name in names:
            operator = get_operator(name)()
            for occurrence in range(sum(len(list(operator.mutation_positions(node))) for node in nodes)):
                yield str(module.relative_to(ROOT)), name, occurrence


def _meaning(source: str) -> str | None:
    """The code without what nothing follows from; None where it is none."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return None
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            node.annotation = None
        elif isinstance(node, ast.arguments):
            node.defaults = [*node.defaults, *(default for default in node.kw_defaults if default is not None)]
            node.args = [*node.posonlyargs, *node.args, *node.kwonlyargs]
            node.posonlyargs, node.kwonlyargs, node.kw_defaults = [], [], []
        elif isinstance(node, ast.ClassDef):
            node.decorator_list = [_plain(decorator) for decorator in node.decorator_list]
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            node.returns = None
        elif isinstance(node, ast.AnnAssign):
            node.annotation = ast.Constant(None)
    return ast.dump(tree)


def _plain(decorator: ast.expr) -> ast.expr:
    """`dataclass` whatever it is made like."""
    return (
        decorator.func if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "dataclass" else decorator
    )


class Copy:
    """The repository as it is, in a folder of its own, where one file at a time is another."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        listed = subprocess.run(
            ["git", "ls-files", "-z", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True
        )
        for name in filter(None, listed.stdout.decode().split("\0")):
            if (ROOT / name).is_file():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, folder / name)

    def kills(self, mutant: Mutant) -> str | None:
        """The tests that failed with the mutant; None where it lives."""
        return self._first_failing(mutant.area, mutant.module, mutant.code)

    def failing(self, area: str) -> str | None:
        """The tests that fail as the code is: nothing could be learned from them."""
        module = next(ROOT.glob(AREAS[area].modules[0]))
        return self._first_failing(area, str(module.relative_to(ROOT)), module.read_text())

    def _first_failing(self, area: str, module: str, code: str) -> str | None:
        target = self._folder / module
        before = target.read_text()
        target.write_text(code)
        try:
            return next((tests for tests in AREAS[area].tests if not self._passes(tests)), None)
        finally:
            target.write_text(before)

    def _passes(self, tests: str) -> bool:
        """In a process of its own, forked from this one; too long is a failure too."""
        child = os.fork()
        if child == 0:
            self._run(tests.split())
        deadline = time.monotonic() + LONGEST_S
        while True:
            ended, status = os.waitpid(child, os.WNOHANG)
            if ended:
                return os.waitstatus_to_exitcode(status) == 0
            if time.monotonic() > deadline:
                os.killpg(child, signal.SIGKILL)
                os.waitpid(child, 0)
                return False
            time.sleep(0.05)

    def _run(self, tests: list[str]) -> None:
        os.setpgid(0, 0)
        os.chdir(self._folder)
        sys.path[:] = [str(self._folder), *(entry for entry in sys.path if entry not in ("", str(ROOT)))]
        for name in [name for name in sys.modules if name.partition(".")[0] in ("violet", "scripts", "tests")]:
            del sys.modules[name]
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        status = 1
        try:
            status = int(pytest.main(["-x", "-q", "-n", "0", "-p", "no:cacheprovider", *tests]))
        finally:
            os._exit(status)


def main() -> int:
    options = _parser().parse_args()
    areas = [options.area] if options.area else list(AREAS)
    shares = {
        area: options.count // len(areas) + (place < options.count % len(areas)) for place, area in enumerate(areas)
    }
    sys.dont_write_bytecode = True
    for name in HEAVY:
        __import__(name)
    killed, survivors = 0, list[Mutant]()
    with tempfile.TemporaryDirectory(prefix="violet-mutants-") as folder:
        copy = Copy(Path(folder))
        for area, count in shares.items():
            if tests := copy.failing(area):
                print(f"{area}: {tests} fail without any mutant", file=sys.stderr)
                return 2
            of_area = _of_area(copy, sample(area, count, options.seed))
            survivors += of_area
            killed += count - len(of_area)
            print(f"{area}: {count - len(of_area)} of {count} killed", flush=True)
    share = killed / max(1, killed + len(survivors))
    print(f"{killed} of {killed + len(survivors)} killed ({share:.0%})")
    return int(share < options.at_least)


def _of_area(copy: Copy, mutants: list[Mutant]) -> list[Mutant]:
    """Those that live, each told as it is found."""
    living = []
    for mutant in mutants:
        if copy.kills(mutant) is None:
            living.append(mutant)
            print(f"  lives: {mutant.module}, {mutant.operator} {mutant.occurrence}\n{mutant.change}", flush=True)
    return living


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=200, help="mutants in all (default 200)")
    parser.add_argument("--seed", type=int, default=1, help="another seed is another sample")
    parser.add_argument("--area", choices=sorted(AREAS), help="this one alone")
    parser.add_argument("--at-least", type=float, default=0.92, help="the share that has to be killed (default 0.92)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
