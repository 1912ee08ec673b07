"""When Python's garbage collector runs in a process of the suite: seldom, and not while modules are loaded.

Modules, tests and their parameters stay to the end. To look through them again and again, as they become more, is a fifth
of what loading violet takes. Whoever imports this lets the collector rest, and calls `begin` when all is there.
"""

from __future__ import annotations

import gc

gc.disable()


def begin() -> None:
    """What is there now is never looked at again."""
    gc.freeze()
    # An app is tens of thousands of objects: at the usual 700, the collector runs dozens of times while one is made.
    gc.set_threshold(50_000, 20, 10)
    gc.enable()
