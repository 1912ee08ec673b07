"""`flask violet jobs`: looking at jobs, running dead ones again, putting them away."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup

from violet.container import Container
from violet.errors import VioletError
from violet.services.jobs.job import Job, JobState
from violet.services.jobs.queue import Filter, JobQueue

violet_cli = AppGroup("violet", help="The server's own work and health.")
jobs_cli = AppGroup("jobs", help="Jobs: long work, and what became of it.")
violet_cli.add_command(jobs_cli)


@jobs_cli.command("list")
@click.option("--state", type=click.Choice([state.value for state in JobState]), help="Only jobs in this state.")
@click.option("--kind", help="Only jobs of this kind.")
@click.option("--limit", type=click.IntRange(1, 200), default=50, show_default=True)
def list_jobs(state: str | None, kind: str | None, limit: int) -> None:
    """The newest jobs."""
    page = _queue().page(Filter(state, kind, limit=limit))
    for job in page.jobs:
        click.echo(_line(job))
    if page.next:
        click.echo(f"There are more than {limit}.")


@jobs_cli.command("retry")
@click.argument("job_id")
def retry(job_id: str) -> None:
    """Run the job JOB_ID again, which was given up."""
    try:
        _queue().retry(job_id, actor_id=None)
    except VioletError as error:
        raise click.ClickException(error.message) from error
    click.echo(f"Job {job_id} is queued.")


@jobs_cli.command("drop")
@click.argument("job_id")
def drop(job_id: str) -> None:
    """Put the job JOB_ID away for good."""
    try:
        _queue().drop(job_id, actor_id=None)
    except VioletError as error:
        raise click.ClickException(error.message) from error
    click.echo(f"Job {job_id} is gone.")


def _line(job: Job) -> str:
    error = f" {job.error[0]}" if job.error else ""
    return f"{job.id} {job.kind:18} {job.state:9} {job.attempts} attempts, {job.created_at:%Y-%m-%d %H:%M}{error}"


def _queue() -> JobQueue:
    container: Container = current_app.extensions["violet"]
    return container.jobs
