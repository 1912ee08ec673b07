"""The commands that talk to a running server from a terminal. They need nothing but Python itself."""
