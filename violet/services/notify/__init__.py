"""What people are told, and by which way: devices, preferences, the inbox and the outbox, reminders and changes."""
