"""Calendars: when a student is busy, when free, and what fits in between."""
