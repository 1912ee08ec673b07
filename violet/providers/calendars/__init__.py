"""People's calendars: private iCalendar addresses and Google Calendar."""
