"""How use cases work: the database, threads, locks, and answers kept for a moment."""
