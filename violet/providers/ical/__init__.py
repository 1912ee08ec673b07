"""iCalendar (RFC 5545): reading feeds that nobody promised us are well made, and writing our own. No network here."""
