"""Gemini by google-genai: the only room that imports that library, and only when the first reply is to be written."""

from __future__ import annotations

from violet.providers.gemini.reader import GeminiReader
from violet.providers.gemini.writer import GeminiWriter

__all__ = ["GeminiReader", "GeminiWriter"]
