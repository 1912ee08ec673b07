"""Routes with reasons, loops, and the stations nearby."""
