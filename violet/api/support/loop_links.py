"""A loop by the id in its link, wherever its campus is."""

from __future__ import annotations

from violet.api.support.request_context import container
from violet.services.walks import saved_loops
from violet.services.walks.named_loops import LoopPorts, NamedLoop, read


def loop_by_link(loop_id: str) -> tuple[LoopPorts, NamedLoop]:
    """The loop, with the ports of the campus it is on. Raises NotFound, DATABASE_DOWN."""
    served = container()
    held = saved_loops.held(served.loops, loop_id)
    ports = (served.at(held["campus"]) if held["campus"] in served.campuses else served).loops
    return ports, read(ports, held)
