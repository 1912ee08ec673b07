"""People together: rooms with positions and polls, a fair place to meet, trusted contacts, and safe walks."""
