"""People's calendars: linking them, what is in them, when somebody is free, and what fits into the gap."""
