"""Events and calendars as pure functions: feeds, recurrence, making uniform, merging."""
