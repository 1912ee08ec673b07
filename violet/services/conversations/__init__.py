"""Conversations in the store: one record a turn."""
