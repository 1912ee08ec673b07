"""Moderation: what students say is wrong, gathered for somebody to look at."""
