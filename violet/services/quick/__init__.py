"""Quick actions: lists of places or events without a conversation."""
