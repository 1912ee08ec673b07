"""What a call may cost, and what it did: the same for every caller of a model."""

from __future__ import annotations

from collections.abc import Iterable

from violet.observability import metrics
from violet.ports import TokenUsage
from violet.providers.http import Attempt
from violet.providers.http.usage import Charge, current_ledger


def most_charged(model: str, texts: Iterable[str], output_tokens: int) -> tuple[Charge, Charge]:
    """The most a call can cost: no token is shorter than a byte, and thoughts count against the output limit."""
    return Charge(f"{model}.input", sum(len(text.encode()) for text in texts)), Charge(f"{model}.output", output_tokens)


def book(attempt: Attempt, model: str, usage: TokenUsage) -> None:
    """Enters what a call has cost."""
    attempt.billed = (Charge(f"{model}.input", usage.input_tokens), Charge(f"{model}.output", usage.output_tokens))
    metrics.llm_tokens(input_tokens=usage.input_tokens, output_tokens=usage.output_tokens)
    ledger = current_ledger()
    if ledger is not None:
        ledger.add_tokens(usage)
