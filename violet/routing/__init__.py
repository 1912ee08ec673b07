"""Walks on real streets: the graph of a campus's streets, its router, and what is known along a way. Knows the domain
alone."""
