"""Reading Gemini's answers: the words, why they end, and the tokens that are billed."""

from __future__ import annotations

from typing import Any, Final

from violet.ports import TokenUsage

# The reasons that come with usable words. MAX_TOKENS leaves a last sentence unfinished, which the validator drops.
USABLE: Final = frozenset({"STOP", "MAX_TOKENS"})


def words_of(response: Any) -> str:
    """The text of the first candidate without its thoughts; "" where there is none."""
    content = response.candidates[0].content if response.candidates else None
    parts = (content.parts or ()) if content is not None else ()
    return "".join(part.text for part in parts if part.text and not part.thought)


def end_of(response: Any) -> str | None:
    """Why the answer ends: a finish reason, "BLOCKED_<reason>" for a refused prompt, None while it goes on."""
    feedback = response.prompt_feedback
    if feedback is not None and feedback.block_reason is not None:
        return f"BLOCKED_{_name(feedback.block_reason)}"
    reason = response.candidates[0].finish_reason if response.candidates else None
    return None if reason is None else _name(reason)


def tokens_of(response: Any) -> TokenUsage | None:
    """Thoughts are billed as output. Zero counts are left out by the API."""
    usage = response.usage_metadata
    if usage is None:
        return None
    output = (usage.candidates_token_count or 0) + (usage.thoughts_token_count or 0)
    return TokenUsage(input_tokens=usage.prompt_token_count or 0, output_tokens=output)


def _name(reason: Any) -> str:
    return str(getattr(reason, "value", reason))
