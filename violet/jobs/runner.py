"""Running one job: claimed, watched over while it works, and its end written whatever it was."""

from __future__ import annotations

import time
from concurrent.futures import Future, wait
from dataclasses import dataclass

import structlog

from violet.database import DATABASE_DOWN
from violet.errors import VioletError
from violet.observability import metrics
from violet.observability.telemetry import report_error
from violet.observability.tracing import begin_trace, end_trace
from violet.ports import ProviderError
from violet.services.jobs.claims import RENEW_EVERY_S, Claims
from violet.services.jobs.job import Claimed, JobFailed, JobKind, JobKinds, JobState
from violet.services.working.parallel import start

log = structlog.get_logger(__name__)

INTERNAL = ("internal_error", "Something went wrong on our side.")
UNKNOWN_KIND = ("unknown_kind", "This version does not know how to do that.")
TOO_LONG = ("timeout", "It took longer than it may.")
# Progress goes to the database at most so often.
REPORT_EVERY_S = 0.25


@dataclass(frozen=True, slots=True)
class Ending:
    """`final` where another attempt would end the same."""

    code: str
    message: str
    final: bool = False


class Runner:
    """Runs jobs by their ids, one call a job. Safe to use from several threads."""

    def __init__(self, claims: Claims, kinds: JobKinds) -> None:
        self._claims = claims
        self._kinds = kinds

    def run(self, job_id: str) -> JobState | None:
        """The job's state afterwards; None where it was not ours to run. Raises DATABASE_DOWN: the lease lapses then,
        and somebody runs the job again."""
        claimed = self._claims.claim(job_id)
        if claimed is None:
            return None
        began, trace = time.monotonic(), begin_trace()
        try:
            state = self._run(claimed)
            metrics.job_ended(claimed.job.kind, state or "lost", time.monotonic() - began)
            log.info("job_ended", job_id=job_id, kind=claimed.job.kind, state=state, attempt=claimed.job.attempts)
            trace.job_ended(f"job {claimed.job.kind}", {"state": state or "lost", "attempt": claimed.job.attempts})
        finally:
            end_trace(trace)
        return state

    def _run(self, claimed: Claimed) -> JobState | None:
        kind = self._kinds.get(claimed.job.kind)
        if kind is None:
            return self._claims.fail(claimed, *UNKNOWN_KIND)
        reports = _Reports(self._claims, claimed)
        work = start(lambda: kind.run(claimed.job, reports))
        if not self._watch(claimed, kind, work):
            return self._claims.fail(claimed, *TOO_LONG) if not work.done() else None
        error = work.exception()
        if error is None:
            self._claims.succeed(claimed, work.result())
            return JobState.SUCCEEDED
        ending = _ending(error, claimed)
        return self._claims.fail(claimed, ending.code, ending.message, final=ending.final)

    def _watch(self, claimed: Claimed, kind: JobKind, work: Future[object]) -> bool:
        """Renews the lease until the work ends. False where it took too long or the lease was lost."""
        deadline = time.monotonic() + kind.limit_s
        while not wait([work], timeout=min(RENEW_EVERY_S, kind.limit_s)).done:
            if time.monotonic() >= deadline or not self._claims.renew(claimed):
                return False
        return True


class _Reports:
    """Progress, written not more often than anybody looks; the last one always."""

    def __init__(self, claims: Claims, claimed: Claimed) -> None:
        self._claims = claims
        self._claimed = claimed
        self._next_at = 0.0

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if done < total and now < self._next_at:
            return
        self._next_at = now + REPORT_EVERY_S
        self._claims.report(self._claimed, done, total)


def _ending(error: BaseException, claimed: Claimed) -> Ending:
    """What the job's owner may know of it. The log has the rest."""
    if isinstance(error, JobFailed):
        return Ending(error.code, str(error), final=True)
    if isinstance(error, VioletError):
        return Ending(error.code, error.message, final=error.status < 500)
    if isinstance(error, ProviderError):
        return Ending(str(error.failure), f"{error.provider} did not answer as it should.")
    if isinstance(error, DATABASE_DOWN):
        return Ending("unavailable", "The database did not answer.")
    log.error("job_failed", job_id=claimed.job.id, kind=claimed.job.kind, exc_info=error)
    report_error(error)
    return Ending(*INTERNAL)
