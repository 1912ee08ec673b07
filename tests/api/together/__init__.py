"""Being together, over HTTP."""
