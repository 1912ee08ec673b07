"""Calendars and free time over HTTP, whichever calendar is linked."""
