"""pytest fixtures of the simulator."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.simulator.running import RunningSimulator, running_simulator


@pytest.fixture(scope="session")
def _simulator_process() -> Iterator[RunningSimulator]:
    """One simulator per test process."""
    with running_simulator() as simulator:
        yield simulator


@pytest.fixture
def simulator(_simulator_process: RunningSimulator) -> RunningSimulator:
    """The upstreams on loopback: no latency, no faults, nothing recorded yet."""
    _simulator_process.state.reset()
    return _simulator_process
